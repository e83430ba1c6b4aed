"""Rule `bounds`: the smallest and the largest number of people that agree with every accepted claim at once."""
