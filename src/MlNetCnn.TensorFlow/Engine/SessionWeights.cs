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
    private readonly List<Entry> _all = [];
    private int _steps;

    /// <summary>Gives the weights among a new part's variables their values, those that no earlier part has had.</summary>
    public void Add(IEnumerable<GraphVariable> variables)
    {
        var fresh = new List<Entry>();
        foreach (var variable in variables)
        {
            if (variable is not { Weight: { } weight, Slot: null } || _known.ContainsKey(weight)) continue;
            var entry = new Entry(variable, weight, changing.Contains(weight));
            _known.Add(weight, entry);
            _all.Add(entry);
            fresh.Add(entry);
        }

        Load(fresh);
    }

    /// <summary>Says that a step has changed what training changes.</summary>
    public void MarkTrained() => _steps++;

    /// <summary>Those weights that are here as the model has them and that no step changes.</summary>
    public IEnumerable<Weight> Fixed(IEnumerable<Weight> weights) => weights.Where(w => _known.TryGetValue(w, out var entry) && entry.Agreed == entry.Now(0));

    /// <summary>Takes the model's values.</summary>
    public void Load() => Load(_all.Where(e => e.Agreed != e.Now(_steps)));

    /// <summary>Gives the model the values, unless it has the very same bits.</summary>
    public void Store()
    {
        Entry[] moved = [.. _all.Where(e => e.Agreed != e.Now(_steps))];
        foreach (var (entry, value) in moved.Zip(VariableTransfer.Read(session, [.. moved.Select(e => e.Variable)])))
        {
            // As bits: 0 and -0 are equal numbers, and a run that goes on from a file must go on from the same bits.
            if (!MemoryMarshal.AsBytes(entry.Weight.Values).SequenceEqual(MemoryMarshal.AsBytes(value.Floats.Span))) entry.Weight.SetValues(value.Floats.Span);
            entry.Agreed = entry.Now(_steps);
        }
    }

    private void Load(IEnumerable<Entry> entries)
    {
        Entry[] all = [.. entries];
        // A copy each: what is fed is the session's while it runs, and models may be read meanwhile.
        VariableTransfer.Write(session, all.Select(e => (e.Variable, TensorValue.Of(e.Weight.Values.ToArray(), [.. e.Weight.Shape]))));
        foreach (var entry in all) entry.Agreed = entry.Now(_steps);
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
