using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;

namespace MlNetCnn.Training.Callbacks;

/// <summary>
/// Validates with the moving averages of the weights instead of the weights themselves (Polyak averaging): Keras 3's <c>SwapEMAWeights</c>. Needs an optimizer with
/// <see cref="Optimizer.UseEma"/>. Before a validation weights and averages change places, after it they change back.
/// </summary>
/// <remarks>
/// With <c>swapOnEpoch</c> they also change places at the end of an epoch and back at the beginning of the next, so that callbacks behind this one in the list, such as
/// <see cref="ModelCheckpoint"/>, see the averages. As in Keras the averages are the weights when the last epoch ends; here also when a callback before this one in the list has
/// stopped training. When one behind it does, the weights that remain are not the averages, as in Keras: put <see cref="EarlyStopping"/> before it.
/// </remarks>
/// <param name="swapOnEpoch">Whether callbacks behind this one see the averages at the end of an epoch. Default false.</param>
public sealed class SwapEmaWeights(bool swapOnEpoch = false) : Callback
{
    private const string AverageSlot = "average";
    private bool _averagesInModel;

    /// <inheritdoc/>
    protected internal override void OnTrainBegin(FitContext fit) => _averagesInModel = false;

    /// <inheritdoc/>
    protected internal override void OnEpochBegin(FitContext fit, int epoch)
    {
        if (swapOnEpoch && _averagesInModel) Swap(fit);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The optimizer keeps no averages.</exception>
    protected internal override void OnEpochEnd(FitContext fit, int epoch, IDictionary<string, double> logs)
    {
        ArgumentNullException.ThrowIfNull(fit);
        if (!swapOnEpoch || _averagesInModel) return;
        // The end of training makes the averages the weights; they must be the averages again by then.
        Swap(fit, keepAverages: epoch == fit.Options.Epochs - 1 || fit.StopTraining);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The optimizer keeps no averages.</exception>
    protected internal override void OnTestBegin(FitContext fit)
    {
        if (!_averagesInModel) Swap(fit);
    }

    /// <inheritdoc/>
    protected internal override void OnTestEnd(FitContext fit, IReadOnlyDictionary<string, double> logs)
    {
        if (_averagesInModel) Swap(fit);
    }

    /// <inheritdoc/>
    protected internal override CallbackState SaveState()
    {
        var state = new CallbackState();
        state.Values["averages_in_model"] = _averagesInModel;
        return state;
    }

    /// <inheritdoc/>
    protected internal override void RestoreState(CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _averagesInModel = state.Bool("averages_in_model");
    }

    private void Swap(FitContext fit, bool keepAverages = false)
    {
        var optimizer = fit.Executable.ReadOptimizer();
        if (!optimizer.Slots.Any(s => s.Name == AverageSlot))
            throw new InvalidOperationException($"{nameof(SwapEmaWeights)} needs an optimizer that averages weights; '{optimizer.Optimizer}' was made without {nameof(Optimizer.UseEma)}.");
        fit.Executable.ReadWeights();
        var weights = Weights(fit.Model);
        List<SavedSlot> slots = [];
        foreach (var slot in optimizer.Slots)
        {
            if (slot.Name != AverageSlot)
            {
                slots.Add(slot);
                continue;
            }

            if (weights[slot.Weight].Take(2).ToArray() is not [var weight])
                throw new InvalidOperationException($"The average of '{slot.Weight}' belongs to no one weight: give the layers of the model and of the models in it names of their own.");
            slots.Add(keepAverages ? slot : slot with { Values = weight.Values.ToArray() });
            weight.SetValues(slot.Values);
        }

        fit.Executable.WriteWeights();
        fit.Executable.WriteOptimizer(optimizer with { Slots = slots });
        _averagesInModel = !_averagesInModel;
    }

    private static ILookup<string, Weight> Weights(Model model) => Leaves(model).SelectMany(l => l.Weights).Distinct().ToLookup(w => w.Path, StringComparer.Ordinal);

    private static IEnumerable<Layer> Leaves(Model model) => model.Layers.SelectMany(l => l is Model inner ? Leaves(inner) : [l]);
}
