using MlNetCnn.Compute;
using MlNetCnn.Keras;

namespace MlNetCnn.Tool.Experiments.ShowModel;

/// <summary>What a model file holds to go on training, for the file that it is converted to.</summary>
/// <param name="Training">The compile configuration and the optimizer's state; null where there is none, or none that can be kept.</param>
/// <param name="Lost">Why it cannot be kept; null where nothing is lost.</param>
internal sealed record KeptTraining(SavedTraining? Training, string? Lost)
{
    /// <summary>Nothing to keep.</summary>
    public static KeptTraining None { get; } = new(null, null);

    /// <summary>Reads it in the form that the other file takes.</summary>
    /// <param name="source">The model file; null for a network that was built.</param>
    /// <param name="target">The file to be written.</param>
    public static KeptTraining Of(string? source, string target)
    {
        var keras = target.EndsWith(".keras", StringComparison.OrdinalIgnoreCase);
        var whole = keras || target.EndsWith(".h5", StringComparison.OrdinalIgnoreCase) || target.EndsWith(".hdf5", StringComparison.OrdinalIgnoreCase);
        if (source is null || !whole || target.EndsWith(".weights.h5", StringComparison.OrdinalIgnoreCase) || source.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)) return None;
        try
        {
            var model = Model.Load(source, out var training);
            // An .h5 file keeps what another says, but for the order of variables that hangs on the Keras that wrote it.
            return new KeptTraining(training is not null && (keras || IsOrderedByName(training)) ? training.ToKeras3(model) : training, null);
        }
        catch (ModelFormatException e)
        {
            return new KeptTraining(null, e.Message);
        }
    }

    private static bool IsOrderedByName(SavedTraining training) => Version.TryParse(training.KerasVersion?.Split('-')[0], out var version) && version < new Version(2, 0, 6);
}
