using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Protobuf;

namespace MlNetCnn.Onnx.Tests.Import;

/// <summary>Small ONNX files made by hand, as other programs write them.</summary>
internal static class HandMade
{
    /// <summary>A file with the input <c>x</c>, whose first size is the batch, and the output <c>y</c>.</summary>
    public static byte[] File(long[] input, long opset, IReadOnlyList<TensorProto> constants, params IReadOnlyList<NodeProto> nodes) => File(["x"], ["y"], input, opset, constants, nodes);

    public static byte[] File(IReadOnlyList<string> inputs, IReadOnlyList<string> outputs, long[] input, long opset, IReadOnlyList<TensorProto> constants, IReadOnlyList<NodeProto> nodes) => ProtoWriter.ToBytes(new ModelProto
    {
        IrVersion = 8,
        Opsets = [new OperatorSetId("", opset)],
        Graph = new GraphProto
        {
            Name = "net",
            Nodes = nodes,
            Initializers = constants,
            Inputs = [.. inputs.Select(name => new ValueInfoProto(name, ElementType.Float, [.. input.Select(size => new Dimension(size))]))],
            Outputs = [.. outputs.Select(name => new ValueInfoProto(name, ElementType.Float, null))],
        },
    });

    public static Model Load(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return OnnxModel.Load(stream, "net.onnx").Model;
    }

    public static ModelFormatException Refused(byte[] file) => Assert.Throws<ModelFormatException>(() => Load(file));

    /// <summary>What a model makes of one element.</summary>
    public static (float[] Values, Shape Shape) Run(byte[] file, params float[] values)
    {
        var model = Load(file);
        using var executable = new ManagedEngine().Compile(model);
        var made = executable.Predict([new Tensor(1, model.InputShape, values)])[0];
        return (made.Span.ToArray(), made.Shape);
    }

    public static NodeProto Node(string op, string inputs, string outputs, params IReadOnlyList<AttributeProto> attributes) =>
        new(op, inputs.Split(' '), outputs.Split(' ')) { Attributes = attributes };
}
