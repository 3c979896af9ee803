"""What can befall a library, done to it: killed processes, full disks, odd folders, clocks that go back."""
