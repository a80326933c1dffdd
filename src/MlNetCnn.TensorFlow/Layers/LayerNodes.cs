using System.Collections.Frozen;
using MlNetCnn.Keras;
using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>
/// How one kind of layer becomes nodes: forward only, gradients are the operations' own. One file per layer. A class marked <see cref="WritesAttribute"/> with a constructor without
/// parameters is found by the layer's class.
/// </summary>
internal abstract class LayerNodes
{
    private static readonly FrozenDictionary<Type, LayerNodes> Table = MarkedClasses.Table<WritesAttribute, Type, LayerNodes>(mark => mark.Layer);

    /// <summary>Layers that can be written.</summary>
    public static IReadOnlyCollection<Type> Known => Table.Keys;

    /// <summary>What writes a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="path">Where it is, for the message.</param>
    /// <exception cref="NotSupportedException">Nothing does.</exception>
    public static LayerNodes For(Layer layer, string path) => Table.TryGetValue(layer.GetType(), out var nodes)
        ? nodes
        : throw new NotSupportedException($"The layer '{path}' ({layer.ClassName}) cannot be written as TensorFlow operations.");

    /// <summary>
    /// Adds the layer's nodes, without the activation that it ends with (<see cref="ModelNodes"/> adds that). Inputs and output are channels last whatever the layer's data format or
    /// axis: <see cref="ModelNodes"/> turns them before and behind.
    /// </summary>
    /// <param name="site">The call.</param>
    /// <returns>The output.</returns>
    public abstract GraphTensor Write(LayerSite site);
}
