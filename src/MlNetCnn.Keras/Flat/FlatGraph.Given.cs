namespace MlNetCnn.Keras.Flat;

/// <summary>Nets that begin in the middle.</summary>
public sealed partial class FlatGraph
{
    /// <summary>Has outputs of layers come from outside instead of the model's inputs.</summary>
    /// <param name="names">Layers, by names as for <see cref="Find"/>.</param>
    /// <exception cref="ArgumentException">A name is none, or two stand for one value.</exception>
    public void Give(IReadOnlyList<string> names)
    {
        if (names.Count == 0) throw new ArgumentException($"{_options}.Inputs is empty: name at least one layer, or leave it null.", nameof(names));
        GraphValue[] given = [.. names.Select(Find)];
        for (var i = 0; i < given.Length; i++)
            if (Array.IndexOf(given, given[i]) is var first && first < i)
                throw new ArgumentException($"{_options}.Inputs names one value twice, as '{names[first]}' and as '{names[i]}'.", nameof(names));
        Inputs = given;
        _calls.RemoveAll(call => given.Contains(call.Output));
    }

    /// <summary>Throws unless what is given leads to what is wanted, and each of it does.</summary>
    /// <param name="names">As <see cref="Give"/> was told.</param>
    /// <param name="wanted">What is wanted.</param>
    /// <exception cref="ArgumentException">Something wanted needs more, or something given is not needed.</exception>
    public void CheckGiven(IReadOnlyList<string> names, IReadOnlyCollection<GraphValue> wanted)
    {
        var read = Needed(wanted).SelectMany(call => call.Inputs).Concat(wanted).ToHashSet();
        foreach (var name in _model.Inputs.Select(input => input.Layer.Name))
            if (_names[name] is var own && read.Contains(own) && !Inputs.Contains(own))
                throw new ArgumentException(
                    $"{_options}.Inputs ({string.Join(", ", names)}) is not all that the outputs of '{_model.Name}' depend on: they still need the input '{name}'. Name it too, or the layers between.", nameof(names));
        for (var i = 0; i < names.Count; i++)
            if (!read.Contains(Inputs[i]))
                throw new ArgumentException($"{_options}.Inputs names '{names[i]}', which no output of '{_model.Name}' needs beside the others.", nameof(names));
    }
}
