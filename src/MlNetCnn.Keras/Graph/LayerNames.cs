using System.Text;

namespace MlNetCnn.Keras;

/// <summary>Names for layers that were given none, by Keras's rule: the class in snake case, then <c>_1</c>, <c>_2</c> ...</summary>
internal static class LayerNames
{
    /// <summary><c>Conv2D</c> to <c>conv2d</c>, <c>MaxPooling2D</c> to <c>max_pooling2d</c> (Keras's <c>to_snake_case</c>).</summary>
    public static string SnakeCase(string className)
    {
        var text = new StringBuilder(className.Length + 4);
        for (var i = 0; i < className.Length; i++)
        {
            var c = className[i];
            var startsWord = char.IsUpper(c) && i > 0
                && (char.IsLower(className[i - 1]) || (i + 1 < className.Length && char.IsLower(className[i + 1])));
            if (startsWord) text.Append('_');
            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }

    /// <summary>Names the nameless layers in order and refuses two layers of one name.</summary>
    /// <exception cref="ArgumentException">Two layers share a name.</exception>
    public static void Assign(IReadOnlyList<Layer> layers)
    {
        var names = Plan(layers);
        for (var i = 0; i < layers.Count; i++)
            if (!layers[i].HasName) layers[i].AssignName(names[i]);
    }

    /// <summary>The layers' names, with those that the nameless ones will get.</summary>
    /// <exception cref="ArgumentException">Two layers share a name.</exception>
    public static IReadOnlyList<string> Plan(IReadOnlyList<Layer> layers)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var layer in layers.Where(l => l.HasName))
            if (!taken.Add(layer.Name)) throw new ArgumentException($"Two layers of the model are named '{layer.Name}'; names must be unique.");
        var next = new Dictionary<string, int>(StringComparer.Ordinal);
        var names = new string[layers.Count];
        for (var i = 0; i < layers.Count; i++)
        {
            var stem = names[i] = layers[i].Name;
            if (layers[i].HasName) continue;
            do
            {
                var n = next.GetValueOrDefault(stem);
                next[stem] = n + 1;
                names[i] = n == 0 ? stem : $"{stem}_{n}";
            }
            while (!taken.Add(names[i]));
        }

        return names;
    }
}
