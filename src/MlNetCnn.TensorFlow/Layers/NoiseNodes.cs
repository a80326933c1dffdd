using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>Numbers that a graph draws itself, where nobody feeds them.</summary>
internal static class NoiseNodes
{
    extension(GraphBuilder graph)
    {
        /// <summary>0 with the probability rate, else 1 / (1 - rate).</summary>
        /// <param name="sizes">Shape of what is drawn.</param>
        /// <param name="rate">How many are 0.</param>
        /// <param name="seed">The layer's seed; null for one of TensorFlow's own.</param>
        public GraphTensor DropoutFactors(GraphTensor sizes, double rate, int? seed)
        {
            var stays = graph.GreaterEqual(graph.RandomUniform(sizes, seed ?? 0), graph.Constant((float)rate));
            return graph.Mul(graph.Cast(stays, DataType.Float), graph.Constant(Compute.Operations.DropoutFactors.Keep(rate)));
        }

        /// <summary>A number from low to high, each as likely as the others.</summary>
        /// <param name="sizes">Shape of what is drawn.</param>
        /// <param name="low">The least.</param>
        /// <param name="high">The most.</param>
        /// <param name="seed">The layer's seed; null for one of TensorFlow's own.</param>
        public GraphTensor Uniform(GraphTensor sizes, double low, double high, int? seed) =>
            graph.AddV2(graph.Constant((float)low), graph.Mul(graph.Constant((float)(high - low)), graph.RandomUniform(sizes, seed ?? 0)));
    }
}
