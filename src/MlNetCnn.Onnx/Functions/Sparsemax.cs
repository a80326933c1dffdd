using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Functions;

/// <summary>max(x_i - t, 0) over rows, with the t that makes the sum 1 (Martins and Astudillo, 2016): of the values in falling order z those belong to it with 1 + k z_k > z_1 + ... + z_k, and t is their sum less 1 over their number.</summary>
[Function("sparsemax")]
internal sealed class Sparsemax : FunctionNodes
{
    public override string Write(FunctionSite f)
    {
        var sorted = f.Sorted();
        var counts = f.Graph.Array("sparsemax_counts", Enumerable.Range(1, f.Length).Select(k => (float)k).ToArray(), [f.Length, .. Enumerable.Repeat(1L, f.Rank - 1 - f.Axis)]);
        var sums = f.Emit("CumSum", [sorted, f.Graph.Integer(f.Axis)]);
        var belongs = f.Emit("Cast", [f.Emit("Greater", [f.Emit("Add", f.Emit("Mul", [sorted, counts]), 1), sums])], new AttributeProto.Int("to", (long)ElementType.Float));
        var number = f.Reduce("ReduceSum", belongs);
        var sum = f.Reduce("ReduceSum", f.Emit("Mul", [sorted, belongs]));
        return f.Emit("Relu", [f.Emit("Sub", [f.X, f.Emit("Div", [f.Emit("Sub", [sum, f.Graph.Number(1)]), number])])]);
    }
}
