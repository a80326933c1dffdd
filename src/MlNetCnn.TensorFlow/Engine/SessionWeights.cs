using System.Runtime.InteropServices;
using MlNetCnn.Keras;
using MlNetCnn.TensorFlow.Variables;

namespace MlNetCnn.TensorFlow.Engine;

/// <summary>A model's weights as the variables of a session. What neither side has changed since they last agreed is not carried over again.</summary>
/// <param name="session">The session.</param>
/// <param name="changing">Weights that a training step may change.</param>
internal sealed class SessionWeights(IGraphSession session, IReadOnlySet<Weight> changing)
{
    private readonly Dictionary<Weight, Entry> _known = [];
    private int _steps;

    /// <summary>Gives the weights among a new part's variables their values, those that no earlier part has had.</summary>
    public void Add(IEnumerable<GraphVariable> variables)
    {
        var fresh = new Dictionary<Weight, Entry>();
        foreach (var variable in variables)
            if (variable is { Weight: { } weight, Slot: null } && !_known.ContainsKey(weight)) fresh.TryAdd(weight, new Entry(variable, weight, changing.Contains(weight)));

        // Known only when they are there: where that fails, whoever asks next tries again.
        Load(fresh.Values);
        foreach (var (weight, entry) in fresh) _known.Add(weight, entry);
    }

    /// <summary>Says that a step has changed what training changes.</summary>
    public void MarkTrained() => _steps++;

    /// <summary>Those weights that are here as the model has them and that no step changes.</summary>
    public IEnumerable<Weight> Fixed(IEnumerable<Weight> weights) => weights.Where(w => _known.TryGetValue(w, out var entry) && entry.Agreed == entry.Now(0));

    /// <summary>Takes the model's values.</summary>
    public void Load() => Load(_known.Values.Where(e => e.Agreed != e.Now(_steps)));

    /// <summary>Gives the model the values, unless it has the very same bits.</summary>
    public void Store()
    {
        Entry[] moved = [.. _known.Values.Where(e => e.Agreed != e.Now(_steps))];
        foreach (var (entry, value) in moved.Zip(VariableTransfer.Read(session, [.. moved.Select(e => e.Variable)])))
        {
            // As bits: 0 and -0 are equal numbers, and a run that goes on from a file must go on from the same bits.
            if (!SameBits(entry.Weight.Values, value.Floats.Span)) Give(entry.Weight, value.Floats);
            entry.Agreed = entry.Now(_steps);
        }
    }

    private void Load(IEnumerable<Entry> entries)
    {
        (Entry Entry, (int, int)? Now)[] all = [.. entries.Select(e => (e, e.Now(_steps)))];
        // Not a copy: sessions do not write into what they are fed, and a model's new values are a new array.
        VariableTransfer.Write(session, all.Select(e => (e.Entry.Variable, TensorValue.Of(MemoryMarshal.AsMemory(e.Entry.Weight.Memory), [.. e.Entry.Weight.Shape]))));
        foreach (var (entry, now) in all) entry.Agreed = now;
    }

    // As spans of floats, since one of bytes ends at 2 GiB.
    private static bool SameBits(ReadOnlySpan<float> a, ReadOnlySpan<float> b) => MemoryMarshal.Cast<float, int>(a).SequenceEqual(MemoryMarshal.Cast<float, int>(b));

    /// <summary>What was fetched is ours to keep, so that it need not be copied.</summary>
    private static void Give(Weight weight, Memory<float> values)
    {
        if (MemoryMarshal.TryGetArray<float>(values, out var array) && array is { Offset: 0, Array: { } all } && all.Length == weight.Shape.Count) weight.Adopt(all);
        else weight.SetValues(values.Span);
    }

    private sealed class Entry(GraphVariable variable, Weight weight, bool changes)
    {
        public GraphVariable Variable => variable;

        public Weight Weight => weight;

        /// <summary>How both sides were when they last agreed.</summary>
        public (int Steps, int Version)? Agreed { get; set; }

        public (int Steps, int Version)? Now(int steps) => (changes ? steps : 0, weight.Version);
    }
}
