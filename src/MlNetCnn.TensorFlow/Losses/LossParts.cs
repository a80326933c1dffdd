using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Losses;

/// <summary>What several losses are made of.</summary>
internal static class LossParts
{
    extension(GraphBuilder graph)
    {
        /// <summary>Label smoothing: t (1 - a) + a / classes.</summary>
        public GraphTensor Smoothed(GraphTensor targets, double smoothing, int classes) => smoothing == 0
            ? targets
            : graph.AddV2(graph.Mul(targets, graph.Constant((float)(1 - smoothing))), graph.Constant((float)(smoothing / classes)));

        /// <summary>Each value's share of its row's sum.</summary>
        public GraphTensor Shares(GraphTensor x) => graph.RealDiv(x, graph.Sum(x, [-1], keepDims: true));

        /// <summary>1 - x.</summary>
        public GraphTensor Complement(GraphTensor x) => graph.Sub(graph.Constant(1f), x);

        /// <summary>-(t log p + (1 - t) log(1 - p)), p within its limits.</summary>
        public GraphTensor BinaryEntropy(GraphTensor p, GraphTensor t) =>
            graph.Neg(graph.AddV2(graph.Mul(t, graph.Log(p)), graph.Mul(graph.Complement(t), graph.Log(graph.Complement(p)))));

        /// <summary>x^gamma, x at least 0; the slope is taken for 0 where it is infinite (x = 0, gamma below 1). Null for gamma 0: a factor of 1.</summary>
        public GraphTensor? Focus(GraphTensor x, double gamma)
        {
            switch (gamma)
            {
                case 0: return null;
                case 1: return x;
                case 2: return graph.Square(x);
                // Below 0 by a rounding, a power would be no number; the slope at 0 is 0 anyway.
                case > 1: return graph.Pow(graph.Relu(x), graph.Constant((float)gamma));
                default:
                    var above = graph.Greater(x, graph.Constant(0f));
                    return graph.SelectV2(above, graph.Pow(graph.SelectV2(above, x, graph.Constant(1f)), graph.Constant((float)gamma)), graph.Constant(0f));
            }
        }

        /// <summary>Targets of the hinge losses as -1 and 1: a batch whose targets are all 0 or 1 is taken for that, as in Keras.</summary>
        public GraphTensor Signs(GraphTensor targets)
        {
            // t (t - 1) is 0 for 0 and 1 alone.
            var most = graph.Max(graph.Abs(graph.Mul(targets, graph.Sub(targets, graph.Constant(1f)))), [.. Enumerable.Range(0, targets.Shape.Rank)]);
            return graph.SelectV2(graph.Equal(most, graph.Constant(0f)), graph.Sub(graph.Mul(graph.Constant(2f), targets), graph.Constant(1f)), targets);
        }
    }
}
