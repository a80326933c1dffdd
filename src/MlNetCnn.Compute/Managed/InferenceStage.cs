using MlNetCnn.Keras.Flat;

namespace MlNetCnn.Compute.Managed;

/// <summary>Steps of a plan that run with micro-batches of one size.</summary>
/// <param name="steps">The steps, in order.</param>
/// <param name="most">Elements that run together at most.</param>
internal sealed class InferenceStage(List<Step> steps, int most)
{
    /// <summary>Floats that a step's values may take: 16 MiB, about what a last-level cache can spare.</summary>
    private const long FloatsPerStepAtMost = 4L << 20;

    /// <summary>The same for a step that does little with each value, so that the cache is what it waits for: 6 MiB.</summary>
    private const long FloatsPerLightStepAtMost = 3L << 19;

    /// <summary>A stage is worth its values between stages when it runs at least so many times as many elements together as the one before.</summary>
    private const int Growth = 2;

    /// <summary>More do not make weights cheaper.</summary>
    private const int MostAtAll = 64;

    public IReadOnlyList<Step> Steps => steps;

    /// <summary>All values that the steps read and write.</summary>
    public IReadOnlyList<GraphValue> Values { get; } = [.. steps.SelectMany(s => s.Inputs.Append(s.Output)).Distinct()];

    /// <summary>The values that live within the stage.</summary>
    public ArenaLayout Arena { get; } = new();

    /// <summary>Places in the arena, per element, by the value's number.</summary>
    public Dictionary<int, nint> Offsets { get; } = [];

    /// <summary>Elements that run together.</summary>
    public int MicroBatch(int batch) => Math.Min(most, batch);

    /// <summary>Cuts steps into stages.</summary>
    public static List<InferenceStage> Cut(IReadOnlyList<Step> steps)
    {
        var stages = new List<InferenceStage>();
        var current = new List<Step>();
        var most = MostAtAll;
        for (var s = 0; s < steps.Count; s++)
        {
            var own = MostOf(steps[s]);
            // Worth a cut only when all that follows has the room that this step has.
            if (current.Count > 0 && Math.Min(own, MostFrom(steps, s)) >= Growth * most)
            {
                stages.Add(new InferenceStage(current, most));
                (current, most) = ([], MostAtAll);
            }

            current.Add(steps[s]);
            most = Math.Min(most, own);
        }

        if (current.Count > 0) stages.Add(new InferenceStage(current, most));
        return stages;
    }

    private static int MostFrom(IReadOnlyList<Step> steps, int first)
    {
        var most = MostAtAll;
        for (var s = first; s < steps.Count; s++) most = Math.Min(most, MostOf(steps[s]));
        return most;
    }

    private static int MostOf(Step step)
    {
        if (step.Operation.IsView) return MostAtAll;
        long floats = step.Output.Count;
        foreach (var input in step.Inputs) floats += input.Count;
        var limit = step.Operation.IsLight ? FloatsPerLightStepAtMost : FloatsPerStepAtMost;
        return (int)Math.Clamp(limit / Math.Max(1, floats), 1, MostAtAll);
    }
}
