using System.Collections.Frozen;
using System.Reflection;
using MlNetCnn.Keras.Flat;

namespace MlNetCnn.Onnx.Writing;

/// <summary>Writes a layer as nodes, without the activation that it may end with. One file per layer; a class marked <see cref="WritesAttribute"/> is found by the layer's class.</summary>
internal abstract class LayerNodes
{
    private static readonly FrozenDictionary<Type, LayerNodes> Table = typeof(LayerNodes).Assembly.GetTypes()
        .Select(type => (type, layer: type.GetCustomAttribute<WritesAttribute>()?.Layer))
        .Where(p => p.layer is not null)
        .ToFrozenDictionary(p => p.layer!, p => (LayerNodes)Activator.CreateInstance(p.type)!);

    /// <summary>The layers that can be written.</summary>
    public static IEnumerable<Type> Known => Table.Keys;

    /// <summary>Whether the layer does nothing outside of training.</summary>
    public virtual bool PassesOn => false;

    /// <summary>Whether the nodes are the whole layer, its activation too.</summary>
    public virtual bool IncludesActivation => false;

    /// <summary>What writes a call.</summary>
    /// <exception cref="NotSupportedException">Nothing does.</exception>
    public static LayerNodes Of(LayerCall call) => Table.GetValueOrDefault(call.Layer.GetType())
        ?? throw new NotSupportedException($"The layer '{call.Path}' ({call.Layer.ClassName}) cannot be written to an ONNX file.");

    /// <summary>Adds the nodes.</summary>
    /// <returns>What they make.</returns>
    public abstract Laid Write(LayerSite site);
}
