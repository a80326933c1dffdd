namespace MlNetCnn.Keras;

/// <summary>Keras's <c>model.summary()</c>.</summary>
public static class ModelSummary
{
    extension(Model model)
    {
        /// <summary>
        /// The table of layers, output shapes and numbers of parameters that Keras prints (<c>print_summary</c>), with a column of connections where the graph is not a plain chain, and the
        /// totals, ending with a line feed. By default it is that of Keras 2.2, which the Keras book shows. A nested model is called Functional, as Keras has done since 2.4.
        /// </summary>
        /// <param name="options">Style, width, nested models and so on; null for the defaults.</param>
        /// <exception cref="ArgumentException">The options list what is wrong with them; or the layers of a range are not there; or the columns would be too narrow.</exception>
        /// <exception cref="InvalidOperationException">The model is a Sequential whose input shape is not known yet; in the style of Keras 3, its layers are listed as unbuilt.</exception>
        public string Summary(SummaryOptions? options = null)
        {
            ArgumentNullException.ThrowIfNull(model);
            options ??= new SummaryOptions();
            if (!model.IsBuilt && options.Style != SummaryStyle.Keras3)
                throw new InvalidOperationException($"The model '{model.Name}' has no input shape yet: give it one, or call Build, before the summary.");
            var rows = new SummaryRows(model, options);
            options.Validate(rows.IsChain ? 3 : 4);
            return options.Style switch
            {
                SummaryStyle.Keras2 => Keras2Table.Print(rows, options),
                SummaryStyle.TfKeras2 => TfKeras2Table.Print(rows, options),
                _ => Keras3Table.Print(rows, options),
            };
        }
    }
}
