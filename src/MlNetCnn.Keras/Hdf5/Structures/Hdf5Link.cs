namespace MlNetCnn.Keras.Hdf5;

/// <summary>An entry of a group.</summary>
/// <param name="Name">Name within the group.</param>
/// <param name="Address">Object header of what is linked; undefined for other than hard links.</param>
/// <param name="Order">Creation order, where the file tracks it.</param>
/// <param name="Refusal">Why the link is not followed; null for a hard link.</param>
internal readonly record struct Hdf5Link(string Name, long Address, long Order, string? Refusal);
