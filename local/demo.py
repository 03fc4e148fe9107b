"""./sinergi demo: the main job in the terminal, with real processes, on data that is thrown away."""

import argparse
import tempfile
from pathlib import Path

from local.demo_steps import Demonstration
from local.running import running_system


def main(arguments: list[str]) -> int:
    about = "Run the main job on the lists in examples/ and print what happens."
    argparse.ArgumentParser(prog="./sinergi demo", description=about).parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="sinergi-demo-") as directory:
        print("Starting everything on data that is thrown away afterwards ...", flush=True)
        with running_system(Path(directory)) as system:
            demonstration = Demonstration(system)
            for step in demonstration.steps():
                step()
        demonstration.report.summary()
    return 0
