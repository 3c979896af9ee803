"""What is wrong with a claim: each module finds one kind of fault, and says it as a `Reason`."""
