"""What a Fargate task needs of the network, and whether it gets it: platform versions, needs, flows, IPv6."""
