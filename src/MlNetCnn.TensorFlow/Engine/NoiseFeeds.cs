using MlNetCnn.Compute.Operations;
using MlNetCnn.TensorFlow.Layers;

namespace MlNetCnn.TensorFlow.Engine;

/// <summary>The numbers that layers draw in a step: what the managed engine would draw in it.</summary>
internal static class NoiseFeeds
{
    /// <summary>Draws them.</summary>
    /// <param name="noise">What, by the node to feed.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="step">Which step.</param>
    /// <param name="batch">Elements.</param>
    public static IEnumerable<(string Name, TensorValue Value)> Of(IEnumerable<(string Node, LayerNoise Noise)> noise, long seed, long step, int batch)
    {
        foreach (var (node, drawn) in noise)
        {
            var elements = drawn.SharesBatch ? 1 : batch;
            var values = new float[checked((int)(elements * drawn.Shape.Count))];
            drawn.Fill(new NoiseSource(drawn.Seed ?? seed, drawn.Purpose, step), elements, values);
            yield return (node, TensorValue.Of(values, [elements, .. drawn.Shape]));
        }
    }
}
