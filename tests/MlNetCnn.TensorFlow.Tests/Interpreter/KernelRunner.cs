using MlNetCnn.TensorFlow.Interpreter;

namespace MlNetCnn.TensorFlow.Tests.Interpreter;

/// <summary>Runs single operations of the interpreter, as a node of a graph would: attributes are checked and completed, types of inputs and outputs compared with the signature.</summary>
internal static class KernelRunner
{
    public static Tensor[] Run(string op, Dictionary<string, AttrValue> attributes, params Tensor[] inputs) => Run(new SessionResources(new()), op, attributes, inputs);

    public static Tensor[] Run(SessionResources resources, string op, Dictionary<string, AttrValue> attributes, params Tensor[] inputs)
    {
        var kernel = KernelTable.Find(op);
        var complete = NodeAttributes.Complete(new NodeDef("node", op, [], attributes), kernel.Definition);
        Assert.Equal(kernel.Definition.Inputs.SelectMany(i => i.Types(complete)), inputs.Select(i => i.Type));
        var outputs = kernel.Execute(new KernelCall("node", complete, inputs, resources));
        Assert.Equal(kernel.Definition.Outputs.SelectMany(o => o.Types(complete)), outputs.Select(o => o.Type));
        return outputs;
    }

    /// <summary>A tensor of doubles.</summary>
    public static Tensor Doubles(int[] shape, params double[] values) => new(DataType.Double, shape, values);

    /// <summary>A tensor of floats.</summary>
    public static Tensor Floats(int[] shape, params float[] values) => new(DataType.Float, shape, values);

    /// <summary>A vector of int32.</summary>
    public static Tensor Vector(params int[] values) => new(DataType.Int32, [values.Length], values);

    /// <summary>An int32 scalar.</summary>
    public static Tensor Scalar(int value) => new(DataType.Int32, [], new[] { value });

    /// <summary>Evenly drawn doubles.</summary>
    public static Tensor Random(Random random, int[] shape, double low = -1, double high = 1) =>
        Doubles(shape, [.. Enumerable.Range(0, Tensor.Size(shape)).Select(_ => low + (high - low) * random.NextDouble())]);
}
