using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>RandomUniform: numbers from 0 to 1, 1 left out. Two seeds of 0 draw others in each session.</summary>
internal static class RandomUniformOp
{
    extension(GraphBuilder graph)
    {
        /// <param name="shape">Sizes, int32.</param>
        public GraphTensor RandomUniform(GraphTensor shape, long seed = 0, long seed2 = 0, string? name = null) => graph.Draw("RandomUniform", shape, seed, seed2, name);
    }
}
