using System.Collections.Frozen;
using System.Reflection;
using MlNetCnn.Keras;

namespace MlNetCnn.Onnx.Writing;

/// <summary>Writes an activation function as nodes. One file per function; a marked class is found by Keras's name.</summary>
internal abstract class FunctionNodes
{
    private static readonly FrozenDictionary<string, FunctionNodes> Table = typeof(FunctionNodes).Assembly.GetTypes()
        .Select(type => (type, name: type.GetCustomAttribute<FunctionAttribute>()?.Name))
        .Where(p => p.name is not null)
        .ToFrozenDictionary(p => p.name!, p => (FunctionNodes)Activator.CreateInstance(p.type)!, StringComparer.Ordinal);

    /// <summary>The functions that can be written.</summary>
    public static IEnumerable<string> Known => Table.Keys;

    /// <summary>What writes a function.</summary>
    /// <param name="function">The function.</param>
    /// <param name="path">The layer that ends with it.</param>
    /// <exception cref="NotSupportedException">Nothing does.</exception>
    public static FunctionNodes Of(ActivationFunction function, string path) => Table.GetValueOrDefault(function.Name)
        ?? throw new NotSupportedException($"The activation '{function}' of the layer '{path}' cannot be written to an ONNX file.");

    /// <summary>Adds the nodes.</summary>
    /// <returns>What they make.</returns>
    public abstract string Write(FunctionSite f);
}
