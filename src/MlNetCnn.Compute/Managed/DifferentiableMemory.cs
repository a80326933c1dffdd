using MlNetCnn.Keras.Flat;

namespace MlNetCnn.Compute.Managed;

/// <summary>
/// Where values and gradients lie while steps run forward and then backward: each has a place in the arena from when it is written until it is last read. Time
/// counts the forward steps, then the loss, then the backward steps.
/// </summary>
internal sealed class DifferentiableMemory
{
    private readonly IReadOnlyList<Step> _steps;
    private readonly Dictionary<GraphValue, GraphValue> _valueRoots = [];
    private readonly Dictionary<GraphValue, GraphValue> _gradientRoots = [];
    private readonly Dictionary<GraphValue, nint> _values = [];
    private readonly Dictionary<GraphValue, nint> _gradients = [];
    private readonly Dictionary<(int Step, int Input), nint> _shares = [];
    private readonly ArenaLayout _arena = new();
    private readonly ILookup<GraphValue, int> _readers;
    private readonly HashSet<GraphValue> _needGradient;
    private readonly HashSet<GraphValue> _wanted;
    private readonly bool _forwardOnly;

    /// <summary>Plans.</summary>
    /// <param name="steps">Steps in order.</param>
    /// <param name="inputs">Values that have a place of their own, outside.</param>
    /// <param name="given">Values that are written before the first step.</param>
    /// <param name="output">The value that the loss reads.</param>
    /// <param name="needGradient">Values whose gradients are computed.</param>
    /// <param name="request">The values that are kept until the end, by themselves or their gradients, and whether anything runs backward.</param>
    public DifferentiableMemory(
        IReadOnlyList<Step> steps, IReadOnlyCollection<GraphValue> inputs, IReadOnlyList<GraphValue> given, GraphValue output, HashSet<GraphValue> needGradient, GradientRequest request)
    {
        (_steps, _needGradient, _wanted, _forwardOnly) = (steps, needGradient, [.. request.Values], request.ForwardOnly);
        _readers = Enumerable.Range(0, steps.Count).SelectMany(s => steps[s].Inputs.Distinct().Select(input => (input, s))).ToLookup(p => p.input, p => p.s);
        foreach (var step in steps)
        {
            if (!CanAlias(step)) continue;
            _valueRoots[step.Output] = Root(step.Inputs[0]);
            if (IsOnlyReader(step)) _gradientRoots[step.Inputs[0]] = step.Output;
        }

        PlaceValues(inputs, given, output, request.Kept);
        if (!_forwardOnly) PlaceGradients(output);
    }

    /// <summary>Floats per element.</summary>
    public nint Size => _arena.Size;

    /// <summary>The value whose memory a value is: itself, or for a view what it looks at.</summary>
    public GraphValue Root(GraphValue value) => _valueRoots.GetValueOrDefault(value, value);

    /// <summary>Whether a step's output is its input's memory.</summary>
    public bool IsView(Step step) => _valueRoots.ContainsKey(step.Output);

    /// <summary>Whether the gradient by a step's input is the memory of the one by its output.</summary>
    public bool IsGradientView(Step step) => IsView(step) && _gradientRoots.GetValueOrDefault(step.Inputs[0]) == step.Output;

    /// <summary>Place of a value, per element.</summary>
    public nint ValueOffset(GraphValue value) => _values[Root(value)];

    /// <summary>Place of the gradient by a value, per element.</summary>
    public nint GradientOffset(GraphValue value) => _gradients[GradientRoot(value)];

    /// <summary>Place of a step's share of the gradient by an input, per element; null for the step that writes the gradient itself.</summary>
    public nint? ShareOffset(int step, int input) => _shares.TryGetValue((step, input), out var offset) ? offset : null;

    private static bool CanAlias(Step step) => step.Operation.IsView && !step.Operation.VariesInTraining;

    // A value that somebody else reads too collects a gradient of its own; one that is wanted stays as it is, while what lies before the view may work on its own in place.
    private bool IsOnlyReader(Step step) => _readers[step.Inputs[0]].Count() == 1 && !_wanted.Contains(step.Inputs[0]) && !_wanted.Contains(step.Output);

    private GraphValue GradientRoot(GraphValue value)
    {
        while (_gradientRoots.TryGetValue(value, out var next)) value = next;
        return value;
    }

    private int BackwardTime(int step) => 2 * _steps.Count - step;

    private bool GoesBack(int step) => !_forwardOnly && _needGradient.Contains(_steps[step].Output);

    private void PlaceValues(IReadOnlyCollection<GraphValue> inputs, IReadOnlyList<GraphValue> given, GraphValue output, IReadOnlyList<GraphValue> kept)
    {
        var lastUse = new Dictionary<GraphValue, int>();
        void Use(GraphValue value, int time) => lastUse[Root(value)] = Math.Max(lastUse.GetValueOrDefault(Root(value)), time);
        for (var s = 0; s < _steps.Count; s++)
        {
            var (step, operation) = (_steps[s], _steps[s].Operation);
            Use(step.Output, GoesBack(s) && (operation.BackwardReadsOutput || step.HasPenalty) ? BackwardTime(s) : s);
            foreach (var input in step.Inputs) Use(input, GoesBack(s) && operation.BackwardReadsInputs ? BackwardTime(s) : s);
        }

        // The caller may look at these until the next call.
        foreach (var value in kept.Append(output)) Use(value, 2 * _steps.Count + 1);
        foreach (var value in given.Select(Root).Distinct().Except(inputs)) _values[value] = _arena.Place(value.Count, 0, lastUse[value]);
        for (var s = 0; s < _steps.Count; s++)
        {
            var value = _steps[s].Output;
            if (Root(value) == value) _values[value] = _arena.Place(value.Count, s, lastUse[value]);
        }
    }

    private void PlaceGradients(GraphValue output)
    {
        if (!_needGradient.Contains(output)) return;
        var lastUse = new Dictionary<GraphValue, int>();
        void Use(GraphValue value, int time) => lastUse[GradientRoot(value)] = Math.Max(lastUse.GetValueOrDefault(GradientRoot(value)), time);
        for (var s = 0; s < _steps.Count; s++)
        {
            if (!GoesBack(s)) continue;
            Use(_steps[s].Output, BackwardTime(s));
            foreach (var input in _steps[s].Inputs.Where(_needGradient.Contains)) Use(input, BackwardTime(s));
        }

        foreach (var value in _wanted) Use(value, 2 * _steps.Count + 1);
        void Place(GraphValue value, int time)
        {
            if (!_gradients.ContainsKey(GradientRoot(value))) _gradients[GradientRoot(value)] = _arena.Place(value.Count, time, lastUse[GradientRoot(value)]);
        }

        var reached = new HashSet<GraphValue> { output };
        Use(output, _steps.Count);
        Place(output, _steps.Count);
        for (var s = _steps.Count - 1; s >= 0; s--)
        {
            if (!GoesBack(s)) continue;
            var step = _steps[s];
            if (!reached.Contains(step.Output)) throw new InvalidOperationException($"No gradient reaches '{step.Operation.Site.Path}'.");
            for (var i = 0; i < step.Inputs.Length; i++)
            {
                var input = step.Inputs[i];
                if (!_needGradient.Contains(input)) continue;
                if (reached.Add(input)) Place(input, BackwardTime(s));
                else _shares[(s, i)] = _arena.Place(input.Count, BackwardTime(s), BackwardTime(s));
            }
        }
    }
}
