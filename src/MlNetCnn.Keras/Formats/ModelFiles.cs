using MlNetCnn.Keras.Config;
using MlNetCnn.Keras.Formats;
using MlNetCnn.Keras.Hdf5;

namespace MlNetCnn.Keras;

/// <summary>Keras files: whole models (.keras, .h5) and weights (.weights.h5, .h5).</summary>
public static class ModelFiles
{
    extension(Model)
    {
        /// <summary>Loads a model with its weights: a .keras file of Keras 3, or an .h5 file of Keras 2 or 3. The content decides, not the name.</summary>
        /// <param name="path">Path of the file.</param>
        /// <exception cref="ModelFormatException">The file cannot be read as a model; the message names the place.</exception>
        /// <exception cref="IOException">The file is not there or cannot be opened.</exception>
        public static Model Load(string path)
        {
            using var stream = OpenRead(path);
            return LoadModel(stream, path);
        }

        /// <summary>Loads a model with its weights.</summary>
        /// <param name="stream">A .keras or .h5 file from its start; read into memory first if it is not seekable. It is not closed.</param>
        /// <param name="name">Name of the file, for errors.</param>
        /// <exception cref="ModelFormatException">It cannot be read as a model; the message names the place.</exception>
        public static Model Load(Stream stream, string name)
        {
            ArgumentNullException.ThrowIfNull(stream);
            if (stream.CanSeek && stream.Position == 0) return LoadModel(stream, name);
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            copy.Position = 0;
            return LoadModel(copy, name);
        }
    }

    extension(Model model)
    {
        /// <summary>
        /// Saves the model with its weights. The path holds the old file or the whole new one at every moment. Equal models give equal bytes. The ending decides what is written:
        /// <c>.keras</c>, the file of Keras 3; <c>.h5</c> or <c>.hdf5</c>, the older file, which Keras 3 opens too, and tf.keras 2 where it knows the layers and no layer of a
        /// functional model takes what a nested model gives.
        /// </summary>
        /// <param name="path">Path of the file, which ends with <c>.keras</c>, <c>.h5</c> or <c>.hdf5</c>.</param>
        /// <param name="dateSaved">The date in the metadata of a .keras file; null for a fixed one.</param>
        /// <exception cref="ArgumentException">The path has another ending; or, in an .h5 file, a layer has a name that the format keeps for itself.</exception>
        /// <exception cref="IOException">The file cannot be written; what was there before still is.</exception>
        public void Save(string path, DateTime? dateSaved = null)
        {
            ArgumentNullException.ThrowIfNull(path);
            SaveWith(model, path, training: null, dateSaved);
        }

        /// <summary>Writes the model as a .keras file.</summary>
        /// <param name="stream">Where to; it is not closed.</param>
        /// <param name="dateSaved">The date in the file's metadata; null for a fixed one.</param>
        public void Save(Stream stream, DateTime? dateSaved = null)
        {
            ArgumentNullException.ThrowIfNull(stream);
            KerasArchive.Write(model, stream, dateSaved);
        }

        /// <summary>
        /// Saves the weights alone, whole or not at all as <see cref="Save(Model, string, DateTime?)"/> does: as a <c>.weights.h5</c> file of Keras 3 (layers by position), or, with
        /// another name that ends with <c>.h5</c> or <c>.hdf5</c>, in the older form (layers by name), which every Keras reads.
        /// </summary>
        /// <param name="path">Path of the file, which ends with <c>.h5</c> or <c>.hdf5</c>.</param>
        /// <exception cref="ArgumentException">The path has another ending; or, in the older form, a layer has a name that the format keeps for itself.</exception>
        /// <exception cref="IOException">The file cannot be written; what was there before still is.</exception>
        public void SaveWeights(string path)
        {
            ArgumentNullException.ThrowIfNull(path);
            if (!EndsWith(path, ".h5", ".hdf5")) throw new ArgumentException($"Weights are saved as .weights.h5 or .h5 files; '{path}' has another ending.", nameof(path));
            var writer = new Hdf5Writer();
            if (EndsWith(path, ".weights.h5")) Keras3Weights.Write(model, writer);
            else LegacyWeightsWriter.Write(model, writer.Root);
            AtomicFile.Write(path, writer.Save);
        }

        /// <summary>
        /// Loads weights from an .h5, .weights.h5 or .keras file, all or nothing: whatever goes wrong, the model's weights are as before.
        /// </summary>
        /// <param name="path">Path of the file.</param>
        /// <param name="byName">
        /// False, the default: layer by layer in order, as Keras does; numbers and shapes must all fit. True: the layers whose names occur in both; the
        /// report tells of the others.
        /// </param>
        /// <param name="skipMismatch">Whether layers that do not fit are left out and reported, instead of being an error. Default false.</param>
        /// <returns>Which layers were loaded, which the file lacked, and which of the file's were not used.</returns>
        /// <exception cref="ModelFormatException">The file cannot be read, does not fit (the message lists every mismatch), or would change nothing.</exception>
        /// <exception cref="IOException">The file is not there or cannot be opened.</exception>
        public WeightLoadReport LoadWeights(string path, bool byName = false, bool skipMismatch = false)
        {
            using var stream = OpenRead(path);
            return LoadWeights(model, stream, path, byName, skipMismatch);
        }
    }

    /// <summary>Loads weights from a file that is open.</summary>
    internal static WeightLoadReport LoadWeights(Model model, Stream stream, string name, bool byName, bool skipMismatch)
    {
        if (!model.IsBuilt) throw new InvalidOperationException($"The model '{model.Name}' has no weights yet: give it an input shape first.");
        if (Sniff(stream, name) == FileKind.Archive)
        {
            return KerasArchive.Read(stream, name, archive =>
            {
                var plan = new WeightPlan(name, skipMismatch);
                var described = byName ? archive.ReadModel() : null;
                using var weights = archive.OpenWeights();
                if (byName) Keras3Weights.PlanByName(plan, model, weights, described);
                else Keras3Weights.PlanByOrder(plan, model, weights);
                return plan.Apply();
            });
        }

        using var file = Hdf5File.Open(stream, name);
        return LoadWeights(model, file, byName, skipMismatch);
    }

    /// <summary>Loads weights from an HDF5 file that is open.</summary>
    internal static WeightLoadReport LoadWeights(Model model, Hdf5File file, bool byName, bool skipMismatch)
    {
        var plan = new WeightPlan(file.Name, skipMismatch);
        if (LegacyWeights.Find(file) is { } group)
        {
            var stored = LegacyWeights.Read(group, file.Name);
            (plan.Origin, plan.File) = (WeightOrigin.Of(group, stored, file.Root.Attributes.Contains("model_config")), stored);
            if (byName) LegacyWeights.PlanByName(plan, WeightTarget.Legacy(model), stored);
            else LegacyWeights.PlanByOrder(plan, model, stored);
        }
        else if (Keras3Weights.IsKind(file))
        {
            if (byName) Keras3Weights.PlanByName(plan, model, file, described: null);
            else Keras3Weights.PlanByOrder(plan, model, file);
        }
        else
        {
            throw new ModelFormatException("this HDF5 file holds no Keras weights: it has neither layer_names nor a group layers.", file.Name, "/");
        }

        return plan.Apply();
    }

    /// <summary>Saves a model, and what its training goes on from where that is given.</summary>
    internal static void SaveWith(Model model, string path, SavedTraining? training, DateTime? dateSaved)
    {
        if (EndsWith(path, ".weights.h5")) throw new ArgumentException($"'{path}' has the ending of a file of weights: use SaveWeights, or another name for the whole model.", nameof(path));
        if (EndsWith(path, ".keras"))
        {
            TrainingVariables.RequireKeras3(training);
            AtomicFile.Write(path, stream => KerasArchive.Write(model, stream, dateSaved, training));
        }
        else if (EndsWith(path, ".h5", ".hdf5"))
        {
            var writer = LegacyModel.Write(model);
            if (training is not null) LegacyTraining.Write(training, writer);
            AtomicFile.Write(path, writer.Save);
        }
        else
        {
            throw new ArgumentException($"Models are saved as .keras or .h5 files; '{path}' has another ending.", nameof(path));
        }
    }

    private enum FileKind
    {
        Hdf5,
        Archive,
    }

    /// <summary>Whether it is a .keras file; false for an HDF5 file.</summary>
    /// <exception cref="ModelFormatException">It is neither.</exception>
    internal static bool IsArchive(Stream stream, string name) => Sniff(stream, name) == FileKind.Archive;

    private static bool EndsWith(string path, params ReadOnlySpan<string> endings)
    {
        foreach (var ending in endings)
            if (path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    internal static FileStream OpenRead(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        // Before it is opened: a pipe, whose length is 0 too, would wait for a writer for ever.
        if (new FileInfo(path) is { Exists: true, Length: 0 }) throw new ModelFormatException("the file is empty.", path, "byte 0");
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
    }

    private static FileKind Sniff(Stream stream, string name)
    {
        Span<byte> start = stackalloc byte[ForeignFile.StartLength];
        stream.Position = 0;
        var read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        if (start[..read].StartsWith("PK\u0003\u0004"u8)) return FileKind.Archive;
        if (Hdf5File.Find(stream) >= 0) return FileKind.Hdf5;
        throw new ModelFormatException(read == 0 ? "the file is empty." : ForeignFile.Describe(start[..read]), name, "byte 0");
    }

    private static Model LoadModel(Stream stream, string name)
    {
        if (Sniff(stream, name) == FileKind.Archive)
        {
            return KerasArchive.Read(stream, name, archive =>
            {
                var plan = new WeightPlan(name, skipMismatch: false);
                var model = archive.ReadModel();
                archive.ReadPixels(model);
                using var weights = archive.OpenWeights();
                Keras3Weights.PlanByOrder(plan, model, weights);
                plan.Apply(allowNothing: true);
                return model;
            });
        }

        using var file = Hdf5File.Open(stream, name);
        return LoadModel(file);
    }

    /// <summary>Loads a whole model from an HDF5 file that is open.</summary>
    internal static Model LoadModel(Hdf5File file)
    {
        var name = file.Name;
        if (!file.Root.Attributes.Contains("model_config"))
        {
            throw new ModelFormatException(
                "the file holds no model_config: it has weights only. Make the model (e.g. from Applications or Model.FromJson) and call LoadWeights.", name, "/",
                reason: ModelFormatReason.WeightsOnly);
        }

        var version = file.Root.Attributes.Contains("keras_version") ? file.Root.Attributes.ReadString("keras_version") : null;
        var config = file.Root.Attributes.ReadString("model_config");
        file.TakeConfig(config.Length);
        var loaded = ModelConfig.Parse(config, $"{name}, model_config", version);
        if (LegacyWeights.Find(file) is not { } group) throw new ModelFormatException("the file holds no model_weights.", name, "/");
        var stored = LegacyWeights.Read(group, name);
        var plan = new WeightPlan(name, skipMismatch: false) { Origin = WeightOrigin.Of(group, stored, isWholeModel: true), File = stored };
        LegacyWeights.PlanByOrder(plan, loaded, stored);
        plan.Apply(allowNothing: true);
        loaded.IsFromFile = true;
        return loaded;
    }
}
