using System.Globalization;
using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Tool.Display;
using MlNetCnn.Tool.Experiments.Explaining;

namespace MlNetCnn.Tool.Experiments.ShowModel;

/// <summary>Writes a model in the form that the file's ending says, and compares what is read back.</summary>
internal static class ConvertModelRun
{
    /// <param name="model">The model.</param>
    /// <param name="training">The training to keep where the form holds one; null for none.</param>
    /// <param name="file">The file to write.</param>
    /// <param name="display">Where what was done is said.</param>
    public static void Run(Model model, SavedTraining? training, string file, IDisplay display)
    {
        ResultFile.MakeFolder(file);
        var what = string.Create(CultureInfo.InvariantCulture, $"{model.Name}: {model.Layers.Count} layers, {model.CountParams():N0} parameters");
        var left = training is null ? "" : $"; its training ({TrainingText.Of(training)}) is left out, which this form does not hold";
        if (file.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            AtomicFile.WriteAllText(file, model.ToJson());
            if (Model.FromJson(File.ReadAllText(file), file).CountParams() != model.CountParams()) throw Otherwise(file, "the network");
            display.Line($"{what}; the configuration without weights{left}: {file}");
            return;
        }

        if (file.EndsWith(".weights.h5", StringComparison.OrdinalIgnoreCase))
        {
            var bare = Wish.Of(() =>
            {
                model.SaveWeights(file);
                var bare = Model.FromJson(model.ToJson(), model.Name);
                bare.LoadWeights(file);
                return bare;
            });
            Compare(model, bare, file);
            display.Line(string.Create(CultureInfo.InvariantCulture, $"{what}; read back, all {model.Weights.Count} weights the same, without the network{left}: {file}"));
            return;
        }

        var kept = training is null ? null : InFormOf(file, training, model);
        var (back, backTraining) = Wish.Of(() =>
        {
            model.Save(file, kept);
            var back = Model.Load(file, out var training);
            return (back, training);
        });
        Compare(model, back, file);
        Compare(kept, backTraining, file);
        var trained = kept is null ? "" : $", and the training: {TrainingText.Of(kept)}";
        display.Line(string.Create(CultureInfo.InvariantCulture, $"{what}; read back, all {model.Weights.Count} weights the same{trained}: {file}"));
    }

    /// <summary>A .keras file holds Keras 3's form alone; an .h5 file both, but for trainings whose order hangs on an early Keras 2.</summary>
    private static SavedTraining InFormOf(string file, SavedTraining training, Model model)
    {
        try
        {
            return file.EndsWith(".keras", StringComparison.OrdinalIgnoreCase) || training.IsOfEarlyKeras ? training.ToKeras3(model) : training;
        }
        catch (ModelFormatException e)
        {
            throw NotKept(e);
        }
    }

    /// <summary>The training cannot be read, or not be put into the form asked for; the model can.</summary>
    public static UserErrorException NotKept(ModelFormatException reason) => new($"The model's training cannot be kept; --drop-training leaves it out: {reason.Message}", reason);

    private static void Compare(Model model, Model back, string file)
    {
        var (own, other) = (model.Weights, back.Weights);
        if (own.Count != other.Count) throw Otherwise(file, "the number of weights");
        for (var i = 0; i < own.Count; i++)
            if (!own[i].Values.SequenceEqual(other[i].Values)) throw Otherwise(file, $"the weight '{own[i].Path}'");
    }

    private static void Compare(SavedTraining? kept, SavedTraining? back, string file)
    {
        if (kept is null && back is null) return;
        if (kept is null || back is null || kept.Variables.Count != back.Variables.Count) throw Otherwise(file, "the training");
        foreach (var (own, other) in kept.Variables.Zip(back.Variables))
            if (own.Number != other.Number || !own.Values.AsSpan().SequenceEqual(other.Values)) throw Otherwise(file, $"the optimizer's variable '{own.Name}'");
    }

    private static UserErrorException Otherwise(string file, string what) => new($"'{file}' was written, but {what} reads back otherwise: do not use it, and report this, please.");
}
