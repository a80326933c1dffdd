using MlNetCnn.Keras.Formats;
using MlNetCnn.Keras.Hdf5;

namespace MlNetCnn.Keras;

/// <summary>Keras model files with what a training needs to go on: the compile configuration and the optimizer's state.</summary>
public static class SavedTrainingFiles
{
    extension(Model)
    {
        /// <summary>Loads a model with its weights, and what its training goes on from.</summary>
        /// <param name="path">Path of a .keras or .h5 file.</param>
        /// <param name="training">The compile configuration and the optimizer's variables; null where the file has none.</param>
        /// <exception cref="ModelFormatException">The file cannot be read as a model, or its training part is damaged (the model alone may then still load without it).</exception>
        /// <exception cref="IOException">The file is not there or cannot be opened.</exception>
        public static Model Load(string path, out SavedTraining? training)
        {
            using var stream = ModelFiles.OpenRead(path);
            return Load(stream, path, out training);
        }

        /// <summary>Loads a model with its weights, and what its training goes on from.</summary>
        /// <param name="stream">A .keras or .h5 file from its start; read into memory first if it is not seekable. It is not closed.</param>
        /// <param name="name">Name of the file, for errors.</param>
        /// <param name="training">The compile configuration and the optimizer's variables; null where the file has none.</param>
        /// <exception cref="ModelFormatException">It cannot be read as a model, or its training part is damaged.</exception>
        public static Model Load(Stream stream, string name, out SavedTraining? training)
        {
            ArgumentNullException.ThrowIfNull(stream);
            if (!stream.CanSeek || stream.Position != 0)
            {
                using var copy = new MemoryStream();
                stream.CopyTo(copy);
                copy.Position = 0;
                return Load(copy, name, out training);
            }

            var model = Model.Load(stream, name);
            training = ReadTraining(stream, name, model);
            return model;
        }
    }

    extension(Model model)
    {
        /// <summary>
        /// Saves the model and what its training goes on from. The path holds the old file or the whole new one at every moment. The ending decides what is written: <c>.keras</c>, on
        /// which Keras 3's <c>load_model(path).fit(...)</c> goes on training; <c>.h5</c> or <c>.hdf5</c>, the older file (where Keras 3 itself, at least to 3.9, reads the optimizer's
        /// variables, but does not give them to the model that it makes: recompile it).
        /// </summary>
        /// <param name="path">Path of the file, which ends with <c>.keras</c>, <c>.h5</c> or <c>.hdf5</c>.</param>
        /// <param name="training">The compile configuration and the optimizer's variables; null for the model alone.</param>
        /// <param name="dateSaved">The date in the metadata of a .keras file; null for a fixed one.</param>
        /// <exception cref="ArgumentException">The path has another ending, or the training is in an older Keras's form, which .keras files do not hold.</exception>
        /// <exception cref="IOException">The file cannot be written; what was there before still is.</exception>
        public void Save(string path, SavedTraining? training, DateTime? dateSaved = null)
        {
            ArgumentNullException.ThrowIfNull(path);
            ModelFiles.SaveWith(model, path, training, dateSaved);
        }

        /// <summary>Writes the model and what its training goes on from as a .keras file.</summary>
        /// <param name="stream">Where to; it is not closed.</param>
        /// <param name="training">The compile configuration and the optimizer's variables; null for the model alone.</param>
        /// <param name="dateSaved">The date in the file's metadata; null for a fixed one.</param>
        /// <exception cref="ArgumentException">The training is in an older Keras's form.</exception>
        public void Save(Stream stream, SavedTraining? training, DateTime? dateSaved = null)
        {
            ArgumentNullException.ThrowIfNull(stream);
            TrainingVariables.RequireKeras3(training);
            KerasArchive.Write(model, stream, dateSaved, training);
        }
    }

    /// <summary>Reads what the training of a loaded model goes on from; null where the file has none.</summary>
    /// <exception cref="ModelFormatException">The training part is damaged.</exception>
    internal static SavedTraining? ReadTraining(Stream stream, string name, Model model)
    {
        stream.Position = 0;
        if (ModelFiles.IsArchive(stream, name)) return KerasArchive.Read(stream, name, archive => archive.ReadTraining(model));
        using var file = Hdf5File.Open(stream, name);
        return LegacyTraining.Read(file, model);
    }
}
