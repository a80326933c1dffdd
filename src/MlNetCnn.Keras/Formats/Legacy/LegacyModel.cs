using MlNetCnn.Keras.Hdf5;

namespace MlNetCnn.Keras.Formats;

/// <summary>
/// Whole models as .h5 files: the attributes <c>model_config</c>, <c>keras_version</c> and <c>backend</c>, and the weights in the group <c>model_weights</c>, as
/// <c>legacy_h5_format.save_model_to_hdf5</c> of Keras 3 and <c>hdf5_format.save_model_to_hdf5</c> of tf.keras 2 write them.
/// </summary>
internal static class LegacyModel
{
    /// <summary>The group of a whole model that holds its weights.</summary>
    public const string Weights = "model_weights";

    /// <summary>
    /// The backend that files name. Readers ask only whether kernels were written by one that flips them (Theano); those of all others, and ours, lie as TensorFlow's do.
    /// </summary>
    public const string Backend = "tensorflow";

    /// <summary>The file of a model, to be saved; what else belongs to it (<c>training_config</c>, <c>optimizer_weights</c>) can be added before.</summary>
    /// <remarks>The weights are not copied: they are read when the file is saved.</remarks>
    public static Hdf5Writer Write(Model model)
    {
        var writer = new Hdf5Writer();
        var attributes = writer.Root.Attributes;
        attributes.SetString("keras_version", KerasArchive.WrittenVersion, utf8: true);
        attributes.SetString("backend", Backend, utf8: true);
        attributes.SetString("model_config", LegacyConfig.Of(model));
        LegacyWeightsWriter.Write(model, writer.Root.Group(Weights));
        return writer;
    }
}
