using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>Numbers that a graph draws itself, where nobody feeds them.</summary>
internal static class NoiseNodes
{
    extension(GraphBuilder graph)
    {
        /// <summary>Numbers from 0 to 1, 1 left out.</summary>
        /// <param name="sizes">Shape of what is drawn.</param>
        /// <param name="seed">The layer's seed; null for one of TensorFlow's own.</param>
        public GraphTensor Fractions(GraphTensor sizes, int? seed) => graph.Draw("RandomUniform", sizes, seed ?? 0, graph.Number(seed), null);

        /// <summary>Normal numbers of mean 0 and deviation 1.</summary>
        /// <param name="sizes">Shape of what is drawn.</param>
        /// <param name="seed">The layer's seed; null for one of TensorFlow's own.</param>
        public GraphTensor Normals(GraphTensor sizes, int? seed) => graph.Draw("RandomStandardNormal", sizes, seed ?? 0, graph.Number(seed), null);

        /// <summary>0 with the probability rate, else 1 / (1 - rate).</summary>
        /// <param name="sizes">Shape of what is drawn.</param>
        /// <param name="rate">How many are 0.</param>
        /// <param name="seed">The layer's seed; null for one of TensorFlow's own.</param>
        public GraphTensor DropoutFactors(GraphTensor sizes, double rate, int? seed)
        {
            var stays = graph.GreaterEqual(graph.Fractions(sizes, seed), graph.Constant((float)rate));
            return graph.Mul(graph.Cast(stays, DataType.Float), graph.Constant(Compute.Operations.DropoutFactors.Keep(rate)));
        }

        /// <summary>A number from low to high, each as likely as the others.</summary>
        /// <param name="sizes">Shape of what is drawn.</param>
        /// <param name="low">The least.</param>
        /// <param name="high">The most.</param>
        /// <param name="seed">The layer's seed; null for one of TensorFlow's own.</param>
        public GraphTensor Uniform(GraphTensor sizes, double low, double high, int? seed) =>
            graph.AddV2(graph.Constant((float)low), graph.Mul(graph.Constant((float)(high - low)), graph.Fractions(sizes, seed)));

        /// <summary>
        /// TensorFlow's second seed: numbers the draws of the graph, since operations of the same two seeds draw the same (height and width of one layer, two layers of one seed), and
        /// two seeds of 0 are none.
        /// </summary>
        private long Number(int? seed) => seed is null ? 0 : 1 + graph.Nodes.Count(n => n.Op is "RandomUniform" or "RandomStandardNormal");
    }
}
