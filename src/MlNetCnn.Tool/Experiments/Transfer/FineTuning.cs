using System.Globalization;
using Microsoft.ML;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Tool.Display;
using MlNetCnn.Tool.Experiments.Convnets;
using MlNetCnn.Tool.Results;
using MlNetCnn.Training;

namespace MlNetCnn.Tool.Experiments.Transfer;

/// <summary>
/// Section 5.3.2 of the Keras book: the last layers of the base train together with the classifier on top, at a low rate. Batch normalizations stay frozen, as Keras's guide
/// to transfer learning advises: small batches would spoil their statistics.
/// </summary>
internal static class FineTuning
{
    /// <summary>Trains a whole network from a layer on.</summary>
    /// <param name="base">The base, which says how pixels are prepared.</param>
    /// <param name="whole">Base and classifier, trained so far.</param>
    /// <param name="data">The pictures.</param>
    /// <param name="transfer">The run's settings, those of the fine-tuning among them.</param>
    /// <param name="folder">The run's folder.</param>
    /// <param name="backup">Keeps what was trained so far.</param>
    /// <param name="display">Told how it goes.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="UserErrorException">There is no such layer.</exception>
    public static ConvnetFit Run(
        BaseNetwork @base, Model whole, ExperimentData data, TransferSettings transfer, RunFolder folder, RunBackup backup, IDisplay display, CancellationToken cancellation)
    {
        var settings = transfer.FineTuning!;
        Unfreeze(whole, From(@base, settings));
        display.Line(string.Create(CultureInfo.InvariantCulture,
            $"fine-tuning from {From(@base, settings)} on: {whole.TrainableWeights.Sum(w => w.Shape.Count):N0} of {whole.CountParams():N0} parameters train, {whole.TrainableWeights.Count} of {whole.Weights.Count} tensors"));
        return ConvnetFit.Run(
            "fine-tuning",
            new MLContext(transfer.Seed),
            whole,
            data,
            new ConvNetOptions
            {
                Preprocessing = @base.Preprocessing,
                Optimizer = new RmsProp(settings.LearningRate),
                Augmentation = settings.Augment ? ImageAugmentation.Book : null,
            },
            [],
            new RunSettings
            {
                Output = transfer.Output,
                Epochs = settings.Epochs,
                BatchSize = settings.BatchSize,
                Steps = settings.Steps,
                LearningRate = settings.LearningRate,
                Seed = transfer.Seed,
                Threads = transfer.Threads,
                Engine = transfer.Engine,
                Resume = settings.Resume,
                TensorBoard = settings.TensorBoard,
            },
            folder,
            backup,
            display,
            cancellation);
    }

    /// <summary>The layer to unfreeze from.</summary>
    /// <exception cref="UserErrorException">There is no such layer, or none is known.</exception>
    public static string From(BaseNetwork @base, FineTuneSettings settings)
    {
        if (settings.UnfreezeFrom is not { } name) return LateLayer.Of(@base.Model, @base.Name);
        if (@base.Model.Layers.Any(l => l.Name == name)) return name;
        throw new UserErrorException($"The base '{@base.Name}' has no layer '{name}' to unfreeze from; its layers with weights are {string.Join(", ", @base.Model.Layers.Where(l => l.Weights.Count > 0).Select(l => l.Name))}.");
    }

    private static void Unfreeze(Model whole, string from)
    {
        whole.Unfreeze(from);
        foreach (var layer in whole.Layers)
            if (layer is BatchNormalization) layer.Trainable = false;
    }
}
