using MlNetCnn.Compute.Tests.Conformance;
using MlNetCnn.TensorFlow.Tests.Layers;

namespace MlNetCnn.TensorFlow.Tests.Export;

/// <summary>Graphs for prediction run in TensorFlow.js as they are (the target ConformTfjs runs them there), which has not all of TensorFlow's operations: not Softsign, for one.</summary>
public sealed class TensorFlowJsOperationsTests
{
    /// <summary>Those of TensorFlow.js 4.22 that ConformTfjs has seen agree: an operation that is new here is to be seen there first.</summary>
    private static readonly string[] Seen =
    [
        "Abs", "AddV2", "AvgPool", "BatchMatMulV2", "BiasAdd", "Cast", "ConcatV2", "Const", "Conv2D", "Conv2DBackpropInput", "DepthwiseConv2dNative", "Elu", "Erf", "Exp", "FusedBatchNormV3", "Greater",
        "GreaterEqual", "Identity", "LeakyRelu", "Less", "LessEqual", "LogSoftmax", "MatMul", "Max", "MaxPool", "Maximum", "Mean", "Minimum", "Mul", "Neg", "Pad", "Placeholder", "RealDiv", "Relu", "Relu6",
        "Reshape", "ResizeBilinear", "ResizeNearestNeighbor", "Rsqrt", "SelectV2", "Selu", "Shape", "Sigmoid", "Slice", "Softmax", "Softplus", "Split", "Sqrt", "Square", "StridedSlice", "Sub", "Sum", "Tanh",
        "Transpose",
    ];

    [Fact]
    public void Graphs_for_prediction_hold_only_operations_that_it_has()
    {
        var cases = ConformanceCases.All.Concat(LayerCases.All).Where(c => !c.Winograd);
        var others = cases.SelectMany(c => c.MakeFilled().ToTensorFlowGraph().Graph.Nodes.Select(node => (node.Op, c.Name))).Where(p => !Seen.Contains(p.Op));
        Assert.Empty(others.Select(p => $"{p.Op} of {p.Name}").Distinct());
    }
}
