using System.Globalization;
using MlNetCnn.Keras;

namespace MlNetCnn.Training;

/// <summary>
/// A copy of a model's weights: of all layers that train, their statistics included. Frozen layers do not change, so they are not copied.
/// </summary>
public sealed class WeightSnapshot
{
    private readonly (string Name, float[] Values)[] _arrays;

    private WeightSnapshot((string Name, float[] Values)[] arrays) => _arrays = arrays;

    /// <summary>The copies by name: the weight's place in the model and its path, so that no two are alike.</summary>
    internal IReadOnlyList<(string Name, float[] Values)> Arrays => _arrays;

    /// <summary>Copies a model's weights.</summary>
    /// <param name="model">The model; an executable's weights reach it through <c>ReadWeights</c>.</param>
    public static WeightSnapshot Of(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new WeightSnapshot([.. Named(model).Select(w => (w.Name, w.Weight.Values.ToArray()))]);
    }

    /// <summary>Puts the copy into a model, which must have the same weights.</summary>
    /// <param name="model">The model it was taken of, or one like it.</param>
    /// <exception cref="ArgumentException">The model has other weights, or other layers are frozen; nothing was changed.</exception>
    public void CopyTo(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        (string Name, Weight Weight)[] targets = [.. Named(model)];
        if (!targets.Select(t => (t.Name, t.Weight.Shape.Count)).SequenceEqual(_arrays.Select(a => (a.Name, (long)a.Values.Length))))
            throw new ArgumentException($"The copy of weights does not fit the model '{model.Name}': it is of other layers, or other layers were frozen.", nameof(model));
        for (var i = 0; i < targets.Length; i++) targets[i].Weight.SetValues(_arrays[i].Values);
    }

    /// <summary>A snapshot of arrays that were kept.</summary>
    internal static WeightSnapshot From(IEnumerable<(string Name, float[] Values)> arrays) => new([.. arrays]);

    private static IEnumerable<(string Name, Weight Weight)> Named(Model model) =>
        Leaves(model).Where(l => l.Trainable).SelectMany(l => l.Weights).Distinct().Select((w, i) => (string.Create(CultureInfo.InvariantCulture, $"{i}/{w.Path}"), w));

    private static IEnumerable<Layer> Leaves(Model model) =>
        model.Layers.SelectMany(l => l is Model inner ? Leaves(inner) : [l]);
}
