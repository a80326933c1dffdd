using System.CommandLine;
using System.CommandLine.Help;
using MlNetCnn.Tool.Experiments.Activations;
using MlNetCnn.Tool.Experiments.Cifar10;
using MlNetCnn.Tool.Experiments.Explain;
using MlNetCnn.Tool.Experiments.Faithfulness;
using MlNetCnn.Tool.Experiments.FashionMnist;
using MlNetCnn.Tool.Experiments.FeatureExtraction;
using MlNetCnn.Tool.Experiments.FetchWeights;
using MlNetCnn.Tool.Experiments.FilterPatterns;
using MlNetCnn.Tool.Experiments.FineTune;
using MlNetCnn.Tool.Experiments.FrozenBase;
using MlNetCnn.Tool.Experiments.GradCam;
using MlNetCnn.Tool.Experiments.Predict;
using MlNetCnn.Tool.Experiments.PrepareCatsAndDogs;
using MlNetCnn.Tool.Experiments.Quickstart;
using MlNetCnn.Tool.Experiments.ShowModel;
using MlNetCnn.Tool.Experiments.SmallConvnet;
using MlNetCnn.Tool.Experiments.SmallConvnetAugmented;
using MlNetCnn.Tool.Experiments.WeightStatistics;

namespace MlNetCnn.Tool.Commands;

/// <summary>The program <c>mlnetcnn</c>: one command per experiment.</summary>
internal static class CommandLine
{
    public const int Success = 0;
    public const int Failure = 1;
    public const int UserError = 2;
    public const int Cancelled = 130;

    /// <summary>Runs a command.</summary>
    /// <param name="args">The command's name and its options.</param>
    /// <param name="surroundings">Where the command writes, and what ends it early.</param>
    /// <returns>0 when all went well, 2 for what the user can put right, 130 when cancelled, even where there is a model so far, 1 otherwise.</returns>
    public static int Run(IReadOnlyList<string> args, Surroundings surroundings)
    {
        var root = new Command("mlnetcnn", "Convolutional networks as ML.NET pipelines: the experiments behind the build targets.");
        root.Add(new HelpOption());
        root.Add(new VersionOption());
        root.Add(QuickstartCommand.Create(surroundings));
        root.Add(FetchWeightsCommand.Create(surroundings));
        root.Add(PrepareCatsAndDogsCommand.Create(surroundings));
        root.Add(SmallConvnetCommand.Create(surroundings));
        root.Add(SmallConvnetAugmentedCommand.Create(surroundings));
        root.Add(FeatureExtractionCommand.Create(surroundings));
        root.Add(FrozenBaseCommand.Create(surroundings));
        root.Add(FineTuneCommand.Create(surroundings));
        root.Add(FashionMnistCommand.Create(surroundings));
        root.Add(Cifar10Command.Create(surroundings));
        root.Add(WeightStatisticsCommand.Create(surroundings));
        root.Add(SummaryCommand.Create(surroundings));
        root.Add(PlotModelCommand.Create(surroundings));
        root.Add(ConvertModelCommand.Create(surroundings));
        root.Add(ExportOnnxCommand.Create(surroundings));
        root.Add(ExportTensorFlowCommand.Create(surroundings));
        root.Add(InspectFileCommand.Create(surroundings));
        root.Add(PredictCommand.Create(surroundings));
        root.Add(ActivationsCommand.Create(surroundings));
        root.Add(FilterPatternsCommand.Create(surroundings));
        root.Add(GradCamCommand.Create(surroundings));
        root.Add(ExplainCommand.Create(surroundings));
        root.Add(FaithfulnessCommand.Create(surroundings));

        var parsed = root.Parse([.. args]);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) surroundings.Error.WriteLine(error.Message);
            var command = parsed.CommandResult.Command;
            surroundings.Error.WriteLine($"`{(command == root ? root.Name : $"{root.Name} {command.Name}")} --help` lists what there is.");
            return UserError;
        }

        return parsed.Invoke(new InvocationConfiguration
        {
            Output = surroundings.Output,
            Error = surroundings.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        });
    }
}
