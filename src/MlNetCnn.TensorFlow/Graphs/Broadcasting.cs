using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Graphs;

/// <summary>Gradients by what an operation broadcast: summed over the places that each value went to.</summary>
internal static class Broadcasting
{
    extension(GradientArguments a)
    {
        /// <summary>The gradient by a broadcast input, summed to its shape; null where it is not wanted.</summary>
        /// <param name="input">Which input.</param>
        /// <param name="gradient">Gradient by it at each place of the output.</param>
        public GraphTensor? Summed(int input, Func<GraphTensor> gradient) => a.Wanted[input] ? a.Graph.SumTo(gradient(), a.Input(input), a.Output) : null;
    }

    extension(GraphBuilder graph)
    {
        /// <summary>
        /// Sums a gradient over the dimensions along which an input was broadcast. A dimension unknown in both (the batch) is taken as the same in both; one unknown in the input
        /// alone may be 1 or not, which BroadcastGradientArgs tells when it runs.
        /// </summary>
        /// <param name="gradient">In the shape of the output.</param>
        /// <param name="input">The input.</param>
        /// <param name="output">The output.</param>
        public GraphTensor SumTo(GraphTensor gradient, GraphTensor input, GraphTensor output)
        {
            TensorShape from = output.Shape, to = input.Shape;
            if (!from.HasRank || !to.HasRank || to.Dimensions.Reverse().Zip(from.Dimensions.Reverse()).Any(p => p is (-1, > 1))) return graph.SumToAtRun(gradient, input, output);
            var lead = from.Rank - to.Rank;
            int[] leads = [.. Enumerable.Range(0, lead)], ones = [.. Enumerable.Range(lead, to.Rank).Where(d => to[d - lead] == 1 && from[d] != 1)];
            if (leads.Length == 0) return ones.Length == 0 ? gradient : graph.Sum(gradient, ones, keepDims: true);
            var sum = graph.Sum(gradient, [.. leads, .. ones]);
            return ones.Length == 0 ? sum : graph.ReshapeLike(sum, input);
        }

        private GraphTensor SumToAtRun(GraphTensor gradient, GraphTensor input, GraphTensor output)
        {
            var axes = graph.BroadcastGradientArgs(graph.ShapeOf(input), graph.ShapeOf(output)).Outputs[0];
            return graph.Reshape(graph.Reduction("Sum", gradient, axes, false, TensorShape.Unknown, null), graph.ShapeOf(input));
        }
    }
}
