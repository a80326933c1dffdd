using MlNetCnn.Compute.Operations;
using MlNetCnn.Keras.Flat;

namespace MlNetCnn.Compute.Managed;

/// <summary>
/// Folds batch normalization (in inference mode) and elementwise activations into the convolution or dense layer before them, where nobody else
/// reads the value between.
/// </summary>
internal static class Fusion
{
    /// <summary>The steps without those that were folded in; these stay alive as the sources of their constants.</summary>
    /// <param name="steps">Steps in order.</param>
    /// <param name="outputs">Values that must exist.</param>
    public static List<Step> Fold(List<Step> steps, IReadOnlyCollection<GraphValue> outputs)
    {
        var readers = Readers(steps);
        var folded = new HashSet<Step>();
        var made = steps.Select((step, index) => (step.Output, index)).ToDictionary(p => p.Output, p => p.index);
        for (var s = 0; s < steps.Count; s++)
        {
            var step = steps[s];
            if (folded.Contains(step) || step.Operation is not LinearOperation linear) continue;
            while (!outputs.Contains(step.Output) && readers[step.Output].ToArray() is [var next])
            {
                var added = Residual(step, next);
                if (added is not null && made.GetValueOrDefault(added, -1) < s) step.Absorb(next, added);
                else if (TryFold(step, linear, next.Operation) || TryPool(step, linear, next.Operation)) step.Absorb(next);
                else break;
                folded.Add(next);
            }
        }

        return [.. steps.Where(s => !folded.Contains(s))];
    }

    /// <summary>
    /// Folds batch normalizations with constant statistics into the layers before them: for steps that also run backward, in inference mode.
    /// </summary>
    /// <param name="steps">Steps in order.</param>
    /// <param name="outputs">Values that must exist, by themselves or their gradients.</param>
    /// <param name="keeps">Whether a step must stay, for its weights' gradients.</param>
    public static List<Step> FoldAffines(List<Step> steps, IReadOnlyCollection<GraphValue> outputs, Func<Step, bool> keeps)
    {
        var readers = Readers(steps);
        var folded = new HashSet<Step>();
        foreach (var step in steps)
        {
            if (step.Operation is not LinearOperation { Epilogue.IsAffine: true } linear || outputs.Contains(step.Output) || step.HasPenalty) continue;
            if (readers[step.Output].ToArray() is not [{ Operation: IChannelAffine affine, HasPenalty: false } next] || outputs.Contains(next.Output) || keeps(next)) continue;
            linear.Fold(affine);
            folded.Add(next);
            step.Absorb(next);
        }

        return [.. steps.Where(s => !folded.Contains(s))];
    }

    /// <summary>
    /// Folds activations whose gradient shows in what comes out (relu, relu6) into the layers before them: for steps that also run backward.
    /// </summary>
    /// <param name="steps">Steps in order.</param>
    /// <param name="outputs">Values that must exist.</param>
    public static List<Step> FoldClamps(List<Step> steps, IReadOnlyCollection<GraphValue> outputs)
    {
        var readers = Readers(steps);
        var folded = new HashSet<Step>();
        foreach (var step in steps)
        {
            if (step.Operation is not LinearOperation { Epilogue.IsAffine: true } linear || outputs.Contains(step.Output)) continue;
            if (readers[step.Output].ToArray() is not [{ Operation: FunctionOperation { Function.Clamp: not null } function } next]) continue;
            // Folded in, its way back cuts the gradient where it lies: not one that somebody asks for.
            if (outputs.Contains(next.Output)) continue;
            // A penalty is of one layer's output, and the step's layer is the one before.
            if (step.HasPenalty || (next.HasPenalty && next.Operation.Site.Layer != step.Operation.Site.Layer)) continue;
            linear.Epilogue.Activate(function.Function);
            folded.Add(next);
            step.Absorb(next);
        }

        return [.. steps.Where(s => !folded.Contains(s))];
    }

    /// <summary>
    /// Has a max pooling come before the relu whose output it alone reads: max(relu(x)) = relu(max(x)), gradients too (where several values tie, the first among them gets
    /// it or none does, either way), and the relu has fewer values to look at.
    /// </summary>
    /// <param name="steps">Steps in order.</param>
    /// <param name="outputs">Values that must exist.</param>
    public static List<Step> PoolBeforeClamps(List<Step> steps, IReadOnlyCollection<GraphValue> outputs)
    {
        var readers = Readers(steps);
        var result = new List<Step>(steps);
        for (var s = 0; s < result.Count; s++)
        {
            var step = result[s];
            if (step.Operation is not FunctionOperation { Function.Clamp: not null } function || step.HasPenalty || outputs.Contains(step.Output)) continue;
            if (readers[step.Output].ToArray() is not [{ Operation: MaxPooling2DOperation, HasPenalty: false } pool] || readers[step.Inputs[0]].Count() != 1) continue;
            var pooled = new GraphValue(pool.Output.Shape);
            var smaller = new FunctionOperation(function.Site with { Inputs = [pooled.Shape], Output = pooled.Shape }, function.Function);
            result[result.IndexOf(pool)] = new Step(smaller, [pooled], pool.Output, endsLayer: true);
            result[s] = new Step(pool.Operation, [step.Inputs[0]], pooled, endsLayer: false);
        }

        return result;
    }

    private static ILookup<GraphValue, Step> Readers(List<Step> steps) => steps.SelectMany(s => s.Inputs.Distinct().Select(input => (input, s))).ToLookup(p => p.input, p => p.s);

    /// <summary>Has a convolution pool in passing; nothing more can be folded in after that.</summary>
    private static bool TryPool(Step step, LinearOperation linear, Operation next) =>
        step.Inputs.Length == 1 && next is MaxPooling2DOperation { IsHalving: true } && linear is Conv2DOperation convolution && linear.Epilogue.Then is null && convolution.TryPool();

    /// <summary>What a convolution can add to its sums in passing, where the next step adds two values and this is one of them.</summary>
    private static GraphValue? Residual(Step step, Step next)
    {
        if (next is not { Operation: AddOperation, Inputs: [var a, var b] } || a == b || a.Shape != b.Shape) return null;
        return step.Inputs.Length == 1 && step.Operation is Conv2DOperation { CanAdd: true, Epilogue.IsAffine: true } ? a == step.Output ? b : a : null;
    }

    private static bool TryFold(Step step, LinearOperation linear, Operation next)
    {
        if (!linear.Epilogue.IsAffine || linear is Conv2DOperation { Pools: true }) return false;
        switch (next)
        {
            // Not behind something added, which it would have to scale as well.
            case IChannelAffine when step.Inputs.Length > 1:
                return false;
            case IChannelAffine affine:
                linear.Fold(affine);
                return true;
            case FunctionOperation { Function.IsElementwise: true } function:
                linear.Epilogue.Activate(function.Function);
                return true;
            default:
                return false;
        }
    }
}
