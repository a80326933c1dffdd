using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>RandomStandardNormal: normally distributed numbers of mean 0 and deviation 1. Two seeds of 0 draw others in each session.</summary>
internal static class RandomStandardNormalOp
{
    extension(GraphBuilder graph)
    {
        /// <param name="shape">Sizes, int32.</param>
        public GraphTensor RandomStandardNormal(GraphTensor shape, long seed = 0, long seed2 = 0, string? name = null) => graph.Draw("RandomStandardNormal", shape, seed, seed2, name);
    }
}
