namespace MlNetCnn.TensorFlow;

/// <summary>A tensor of a graph that is fed or fetched.</summary>
/// <param name="Name">Name of the node, whose first output it is.</param>
/// <param name="Type">Type of its values.</param>
/// <param name="Shape">Its shape with the batch, -1 where that is any size.</param>
public sealed record GraphEndpoint(string Name, DataType Type, TensorShape Shape);
