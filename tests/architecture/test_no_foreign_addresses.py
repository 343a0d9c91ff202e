import re

from tests.architecture.checkout import ROOT, our_files

# The brackets keep this file from finding itself.
FOREIGN = re.compile(
    rb"pyp[i]\.org|pythonhoste[d]|registry\.npm[j]s|deb\.debia[n]"  # package registries
    rb"|(?<![\w.])/(?:wor[k]|far[m]|roo[t]|tmp/prob[e])/"  # paths of somebody's machine
)


def test_no_file_names_a_package_registry_or_a_path_of_one_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {line.decode(errors='replace').strip()[:120]}"
        for path in our_files()
        for line in path.read_bytes().splitlines()
        if FOREIGN.search(line)
    ]
    assert found == []
