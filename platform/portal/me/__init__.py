"""What the participant's pages say: read from the rows of other rooms, in gentle words."""
