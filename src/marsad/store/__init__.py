"""The projection: what the log says, in a form that can be asked. It can be thrown away and rebuilt."""
