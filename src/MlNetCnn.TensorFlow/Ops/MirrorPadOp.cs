using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>MirrorPad: a tensor's own values around it, with the border's (SYMMETRIC) or without (REFLECT). MirrorPadGrad adds a gradient's borders where they came from.</summary>
internal static class MirrorPadOp
{
    extension(GraphBuilder graph)
    {
        /// <param name="paddings">How many before and after, by dimension.</param>
        /// <param name="mode">REFLECT or SYMMETRIC.</param>
        public GraphTensor MirrorPad(GraphTensor input, IReadOnlyList<(int Before, int After)> paddings, string mode, string? name = null)
        {
            var amounts = graph.Paddings(paddings);
            return graph.Add("MirrorPad", [input, amounts], PaddedEdges.Attributes(input, mode), input.Type, PaddedEdges.Result(input.Shape, amounts), name);
        }
    }

    [GradientOf("MirrorPad")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) =>
        [a.Graph.Add("MirrorPadGrad", [a.Gradient, a.Input(1)], a.Node.Attributes, a.Gradient.Type, a.Input(0).Shape), null];
}
