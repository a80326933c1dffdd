using System.Globalization;
using MlNetCnn.Keras;
using MlNetCnn.Tool.Display;
using MlNetCnn.Tool.Experiments.Explaining;

namespace MlNetCnn.Tool.Experiments.ShowModel;

/// <summary>Writes a model in the form that the file's ending says, and compares what is read back.</summary>
internal static class ConvertModelRun
{
    public static void Run(Model model, KeptTraining training, string file, IDisplay display)
    {
        ResultFile.MakeFolder(file);
        var what = string.Create(CultureInfo.InvariantCulture, $"{model.Name}: {model.Layers.Count} layers, {model.CountParams():N0} parameters");
        if (file.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            AtomicFile.WriteAllText(file, model.ToJson());
            if (Model.FromJson(File.ReadAllText(file), file).CountParams() != model.CountParams()) throw new UserErrorException($"'{file}' describes another model than it was made of: report this, please.");
            display.Line($"{what}; the configuration without weights: {file}");
            return;
        }

        var weightsAlone = file.EndsWith(".weights.h5", StringComparison.OrdinalIgnoreCase);
        var back = Wish.Of(() =>
        {
            if (!weightsAlone)
            {
                model.Save(file, training.Training);
                var read = Model.Load(file, out var kept);
                CheckTraining(training.Training, kept, file);
                return read;
            }

            model.SaveWeights(file);
            var bare = Model.FromJson(model.ToJson(), model.Name);
            bare.LoadWeights(file);
            return bare;
        });
        var (own, other) = (model.Weights, back.Weights);
        for (var i = 0; i < own.Count; i++)
            if (own.Count != other.Count || !own[i].Values.SequenceEqual(other[i].Values)) throw new UserErrorException($"'{file}' was written, but its weight '{own[i].Path}' reads back otherwise: do not use it, and report this, please.");
        display.Line(string.Create(CultureInfo.InvariantCulture, $"{what}; read back, all {own.Count} weights the same{(training.Training is null ? "" : $" and the training to go on from ({training.Training.Variables.Count} variables of its optimizer)")}{(weightsAlone ? ", without the network" : "")}: {file}"));
        if (training.Lost is { } why) display.Line($"Its training cannot go on from there, only the model was written: {why}");
    }

    private static void CheckTraining(SavedTraining? own, SavedTraining? other, string file)
    {
        if (own is null && other is null) return;
        if (own is null || other is null || own.Variables.Count != other.Variables.Count || own.Variables.Zip(other.Variables).Any(p => !p.First.Values.SequenceEqual(p.Second.Values)))
            throw new UserErrorException($"'{file}' was written, but what its training goes on from reads back otherwise: do not use it, and report this, please.");
    }
}
