namespace MlNetCnn.TensorFlow;

/// <summary>A tensor that a signature names, as <c>TensorInfo</c> of TensorFlow's <c>meta_graph.proto</c>.</summary>
/// <param name="Name">Node and output: <c>x:0</c>. Without a number it is the first output.</param>
/// <param name="Type">Type of its values.</param>
/// <param name="Shape">Its shape, with the batch's dimension.</param>
public sealed record SavedModelTensor(string Name, DataType Type, TensorShape Shape)
{
    /// <summary>Name of the node.</summary>
    internal string Node => Name.LastIndexOf(':') is > 0 and var colon ? Name[..colon] : Name;

    /// <summary>The name with the output's number.</summary>
    internal string FullName => Node.Length < Name.Length ? Name : Name + ":0";
}
