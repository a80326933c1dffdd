using System.CommandLine;
using System.Globalization;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Tool.Commands;
using MlNetCnn.Tool.Experiments.Convnets;
using MlNetCnn.Tool.Experiments.Transfer;
using MlNetCnn.Training;

namespace MlNetCnn.Tool.Experiments.FrozenBase;

/// <summary><c>frozen-base</c>: section 5.3.1 of the Keras book, second way: a frozen pre-trained base with a new classifier, end to end on varied photos.</summary>
internal static class FrozenBaseCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var data = CommonOptions.Data(required: true);
        var baseOptions = new BaseOptions(surroundings, weightsRequired: true);
        var hidden = CommonOptions.Hidden();
        var plain = CommonOptions.NoAugmentation();
        var options = new RunOptions(surroundings, "FrozenBase", epochs: 30, batch: 20, learningRate: 2e-5, steps: 100);
        var command = new Command(
            "frozen-base", "Trains a classifier on top of a frozen base, end to end on varied photos, as section 5.3.1 of the Keras book does: RMSprop 2e-5, 30 epochs of 100 steps of 20 photos.")
        {
            data, hidden, plain,
        };
        baseOptions.AddTo(command);
        options.AddTo(command, photos: true);
        command.SetAction(parsed => Guard.Run(surroundings, options.Verbose(parsed), () =>
        {
            var settings = options.Settings(parsed);
            var folder = Path.GetFullPath(parsed.GetRequiredValue(data));
            var @base = baseOptions.Load(parsed, settings.Seed);
            var photos = PhotoPlan.Read(folder, @base.Size, settings, surroundings.Display, surroundings.Cancellation);
            surroundings.Display.Line(string.Create(CultureInfo.InvariantCulture,
                $"{@base.Name}, frozen: {@base.Size} x {@base.Size} pixels, {@base.Model.CountParams():N0} parameters that do not train; preprocessing {TransferExperiment.Preprocessing(@base)}"));
            return ConvnetExperiment.Run(
                new ConvnetPlan
                {
                    Experiment = "FrozenBase",
                    About = "A classifier on a frozen base, end to end with augmentation: F. Chollet, Deep Learning with Python (2018), section 5.3.1.",
                    DataFolder = folder,
                    Data = photos,
                    Network = @base.Model,
                    Options = new ConvNetOptions
                    {
                        Head = new ClassifierHead { HiddenUnits = CommonOptions.HiddenUnits(parsed, hidden) },
                        FreezeBase = true,
                        Preprocessing = @base.Preprocessing,
                        Augmentation = parsed.GetValue(plain) ? null : ImageAugmentation.Book,
                        Optimizer = new RmsProp(settings.LearningRate),
                    },
                    Preprocessing = TransferExperiment.Preprocessing(@base),
                    Settings = settings,
                    Remember = summary =>
                    {
                        summary["base"] = @base.Name;
                        summary["weights"] = baseOptions.Weights(parsed);
                    },
                },
                surroundings.Display,
                surroundings.Cancellation);
        }));
        return command;
    }
}
