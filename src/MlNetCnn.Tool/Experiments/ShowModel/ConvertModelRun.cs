using System.Globalization;
using MlNetCnn.Keras;
using MlNetCnn.Tool.Display;

namespace MlNetCnn.Tool.Experiments.ShowModel;

/// <summary>Writes a model in the form that the file's ending says, and compares what is read back.</summary>
internal static class ConvertModelRun
{
    public static void Run(Model model, string file, IDisplay display)
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
        Model back;
        try
        {
            if (weightsAlone)
            {
                model.SaveWeights(file);
                back = Model.FromJson(model.ToJson(), model.Name);
                back.LoadWeights(file);
            }
            else
            {
                model.Save(file);
                back = Model.Load(file);
            }
        }
        catch (ArgumentException e)
        {
            throw new UserErrorException(e.Message, e);
        }

        var (own, other) = (model.Weights, back.Weights);
        for (var i = 0; i < own.Count; i++)
            if (own.Count != other.Count || !own[i].Values.SequenceEqual(other[i].Values)) throw new UserErrorException($"'{file}' was written, but its weight '{own[i].Path}' reads back otherwise: do not use it, and report this, please.");
        display.Line(string.Create(CultureInfo.InvariantCulture, $"{what}; read back, all {own.Count} weights the same{(weightsAlone ? ", without the network" : "")}: {file}"));
    }
}
