using MlNetCnn.Keras;

namespace MlNetCnn.TensorFlow.Variables;

/// <summary>
/// Names of a model's weights in graphs and sessions: the layer's path, with the names of the models that it lies in, and the weight's, e.g. <c>outer/conv2d/kernel</c>. One for each
/// weight, the same for the same model, whatever part of it a graph has; a layer that lies in several models goes by the first path.
/// </summary>
internal sealed class VariableNames
{
    private readonly Dictionary<Weight, string> _names = [];
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Names all weights.</summary>
    /// <param name="model">A built model.</param>
    public VariableNames(Model model) => AddAll(model, "");

    /// <summary>A weight's name.</summary>
    /// <exception cref="ArgumentException">It is none of the model's.</exception>
    public string Of(Weight weight) => _names.TryGetValue(weight, out var name) ? name : throw new ArgumentException($"The weight '{weight.Path}' is none of the model's.", nameof(weight));

    /// <summary>A new name that nothing else has, for what is no weight: an optimizer's slot, a counter.</summary>
    /// <param name="name">The name wanted; <c>_1</c>, <c>_2</c> ... follow where it is taken.</param>
    public string Other(string name)
    {
        var unique = name;
        // Letters of either case alike: node names must differ by more, and shared names make them.
        for (var i = 1; !_taken.Add(unique); i++) unique = $"{name}_{i}";
        return unique;
    }

    private void AddAll(Model model, string prefix)
    {
        foreach (var layer in model.Layers)
        {
            var path = $"{prefix}{layer.Name}/";
            if (layer is Model nested)
            {
                AddAll(nested, path);
                continue;
            }

            foreach (var weight in layer.Weights)
                if (!_names.ContainsKey(weight)) _names.Add(weight, Other(path + weight.Name));
        }
    }
}
