namespace MlNetCnn.Benchmarks.Peers;

/// <summary>A peers' graph as an ONNX model (opset 13) whose weights lie in a file beside it. Field numbers are those of onnx.proto.</summary>
internal static class OnnxFile
{
    private const int Float = 1;

    /// <summary>Encodes the model.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="weightFile">Name of the file of weights, in the model's folder.</param>
    public static byte[] Encode(PeerGraph graph, string weightFile)
    {
        var body = new ProtobufMessage();
        foreach (var node in graph.Nodes.Where(n => n.Op != "dropout")) body.Add(1, Node(node, Input));
        body.Add(2, graph.Name);
        foreach (var node in graph.Nodes)
            foreach (var (name, tensor) in node.Weights) body.Add(5, Tensor(Weight(node, name), tensor, weightFile));
        // Clip takes its bounds as tensors.
        body.Add(5, Scalar("zero", 0)).Add(5, Scalar("six", 6));
        body.Add(11, Value(graph.Input, ChannelsFirst(graph.Batch, graph.InputShape))).Add(12, Value(Input(graph.Output), ChannelsFirst(graph.Batch, graph.OutputShape)));
        return new ProtobufMessage().Add(1, 7).Add(2, "MlNetCnn.Benchmarks").Add(7, body).Add(8, new ProtobufMessage().Add(1, "").Add(2, 13)).ToArray();

        // In inference a dropout is nothing: whoever reads it reads its input.
        string Input(string name) => graph.Nodes.FirstOrDefault(n => n.Output == name && n.Op == "dropout") is { } dropout ? Input(dropout.Inputs[0]) : name;
    }

    /// <summary>A shape with channels last as ONNX has it, with the batch.</summary>
    public static int[] ChannelsFirst(int batch, int[] shape) => shape is [var h, var w, var c] ? [batch, c, h, w] : [batch, .. shape];

    private static ProtobufMessage Node(PeerNode node, Func<string, string> input)
    {
        string[] inputs = [.. node.Inputs.Select(input)];
        string[] weights = [.. node.Weights.Keys.Select(k => Weight(node, k))];
        return node.Op switch
        {
            "conv" => Operation("Conv", node, [.. inputs, .. weights], Ints("kernel_shape", node.Kernel!), Ints("strides", node.Strides!), Ints("pads", node.Pads!), Int("group", node.Groups)),
            "maxpool" => Operation("MaxPool", node, inputs, Ints("kernel_shape", node.Kernel!), Ints("strides", node.Strides!), Ints("pads", node.Pads!)),
            "batchnorm" => Operation("BatchNormalization", node, [.. inputs, .. weights], Single("epsilon", node.Epsilon)),
            "globalavgpool" => Operation("ReduceMean", node, inputs, Ints("axes", [2, 3]), Int("keepdims", 0)),
            "add" => Operation("Add", node, inputs),
            "flatten" => Operation("Flatten", node, inputs),
            "dense" => Operation("Gemm", node, [.. inputs, .. weights]),
            "relu" => Operation("Relu", node, inputs),
            "relu6" => Operation("Clip", node, [.. inputs, "zero", "six"]),
            "sigmoid" => Operation("Sigmoid", node, inputs),
            "softmax" => Operation("Softmax", node, inputs, Int("axis", -1)),
            var other => throw new NotSupportedException($"ONNX files for benchmarks have no {other}."),
        };
    }

    private static ProtobufMessage Operation(string type, PeerNode node, string[] inputs, params ProtobufMessage[] attributes)
    {
        var message = new ProtobufMessage();
        foreach (var input in inputs) message.Add(1, input);
        message.Add(2, node.Output).Add(3, node.Output).Add(4, type);
        foreach (var attribute in attributes) message.Add(5, attribute);
        return message;
    }

    private static string Weight(PeerNode node, string name) => $"{node.Output}/{name}";

    private static ProtobufMessage Tensor(string name, PeerTensor tensor, string file)
    {
        var message = new ProtobufMessage();
        foreach (var d in tensor.Shape) message.Add(1, d);
        message.Add(2, Float).Add(8, name);
        message.Add(13, Entry("location", file)).Add(13, Entry("offset", $"{tensor.Offset}")).Add(13, Entry("length", $"{4 * tensor.Count}"));
        return message.Add(14, 1);
    }

    private static ProtobufMessage Scalar(string name, float value) => new ProtobufMessage().Add(2, Float).Add(4, value).Add(8, name);

    private static ProtobufMessage Entry(string key, string value) => new ProtobufMessage().Add(1, key).Add(2, value);

    private static ProtobufMessage Value(string name, int[] shape)
    {
        var dimensions = new ProtobufMessage();
        foreach (var d in shape) dimensions.Add(1, new ProtobufMessage().Add(1, d));
        return new ProtobufMessage().Add(1, name).Add(2, new ProtobufMessage().Add(1, new ProtobufMessage().Add(1, Float).Add(2, dimensions)));
    }

    private static ProtobufMessage Int(string name, long value) => new ProtobufMessage().Add(1, name).Add(3, value).Add(20, 2);

    private static ProtobufMessage Single(string name, double value) => new ProtobufMessage().Add(1, name).Add(2, (float)value).Add(20, 1);

    private static ProtobufMessage Ints(string name, int[] values)
    {
        var message = new ProtobufMessage().Add(1, name);
        foreach (var value in values) message.Add(8, (long)value);
        return message.Add(20, 7);
    }
}
