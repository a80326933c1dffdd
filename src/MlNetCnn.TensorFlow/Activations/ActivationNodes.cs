using System.Collections.Frozen;
using MlNetCnn.Keras;
using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Activations;

/// <summary>
/// How one of Keras's activation functions becomes nodes. One file per function. A class marked <see cref="ActivationAttribute"/> with a constructor without parameters is found by
/// the function's name.
/// </summary>
internal abstract class ActivationNodes
{
    private static readonly FrozenDictionary<string, ActivationNodes> Table = MarkedClasses.Table<ActivationAttribute, string, ActivationNodes>(mark => mark.Name);

    /// <summary>Functions that can be written.</summary>
    public static IReadOnlyCollection<string> Known => Table.Keys;

    /// <summary>What writes a function.</summary>
    /// <exception cref="NotSupportedException">Nothing does.</exception>
    public static ActivationNodes For(ActivationFunction function, string path) => Table.TryGetValue(function.Name, out var nodes)
        ? nodes
        : throw new NotSupportedException($"The activation '{function.Name}' of '{path}' cannot be written as TensorFlow operations.");

    /// <summary>Adds the function's nodes.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">What it takes; the last axis is the channels'.</param>
    public abstract GraphTensor Write(GraphBuilder graph, GraphTensor x);
}
